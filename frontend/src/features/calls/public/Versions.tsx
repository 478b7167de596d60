import { useInfiniteQuery } from '@tanstack/react-query';
import { CallChanges } from '@/components/base/CallChanges';
import { DateTime } from '@/components/base/DateTime';
import { Block } from '@/components/public/Page';
import { useTranslation } from '@/lib/i18n';
import { allItems } from '@/lib/keyset';
import { type PublicCallView, publicVersionsOptions } from './api';

/** What was amended, before and after; nothing as long as the first version stands. */
export function Versions({ call }: { call: PublicCallView }) {
  const { t } = useTranslation('public');
  const query = useInfiniteQuery({ ...publicVersionsOptions(call.id), enabled: call.revision > 1 });
  const versions = allItems(query.data);
  if (call.revision < 2) return null;
  return (
    <Block title={t('versions.title')}>
      <ol className="yc-answers">
        {versions.map((version) => (
          <li key={version.revision}>
            <p className="yc-strong">
              {version.revision === 1 ? t('versions.first') : t('versions.nth', { n: version.revision })}
              {version.in_force_at ? (
                <span className="yc-muted">
                  {' '}
                  <DateTime value={version.in_force_at} />
                </span>
              ) : null}
            </p>
            {version.reason ? <p>{t('versions.reason', { reason: version.reason })}</p> : null}
            {version.changes.length > 0 ? <CallChanges changes={version.changes} /> : null}
          </li>
        ))}
      </ol>
      {query.hasNextPage ? (
        <button type="button" className="yc-btn" onClick={() => void query.fetchNextPage()}>
          {t('common:list.more')}
        </button>
      ) : null}
    </Block>
  );
}
