import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ErrorState, LoadingState } from '@/components/base/States';
import { HomeSection } from '@/components/public/Page';
import { useTranslation } from '@/lib/i18n';
import { allItems } from '@/lib/keyset';
import { publicCallsOptions } from './api';
import { CallCard } from './CallCard';

const SHOWN = 4;

/** The home page's first part: what can be applied for now. */
export function OpenCalls() {
  const { t } = useTranslation('public');
  const query = useInfiniteQuery(publicCallsOptions({ status: 'open' }));
  const calls = allItems(query.data).slice(0, SHOWN);
  return (
    <HomeSection
      title={t('home.openCalls')}
      more={
        <Link to="/calls" className="yc-link">
          {t('home.allCalls')}
        </Link>
      }
    >
      {query.isPending ? (
        <LoadingState />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : calls.length === 0 ? (
        <p className="pub-none">{t('home.noOpenCalls')}</p>
      ) : (
        <ul className={calls.length === 1 ? 'pub-cards pub-cards--1' : 'pub-cards'}>
          {calls.map((call) => (
            <li key={call.id}>
              <CallCard call={call} level="h3" />
            </li>
          ))}
        </ul>
      )}
    </HomeSection>
  );
}
