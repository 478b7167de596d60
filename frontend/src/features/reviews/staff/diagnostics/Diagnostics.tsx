import { useQuery } from '@tanstack/react-query';
import { Card } from '@/components/app/Card';
import { Icon } from '@/components/base/Icon';
import { ErrorState, LoadingState } from '@/components/base/States';
import { useTranslation } from '@/lib/i18n';
import { diagnosticsOptions } from '../api';
import { Agreement } from './Agreement';
import { Conduct } from './Conduct';
import { Expected } from './Expected';
import { Flags } from './Flags';
import { Leniency } from './Leniency';
import { Pivotal } from './Pivotal';
import { Planning } from './Planning';
import { Ranges } from './Ranges';
import { Shift } from './Shift';
import { Standardised } from './Standardised';
import { Titles } from './titles';

/** What explains the results; fetched when it is opened, because it recomputes the round once for each reviewer. */
export function Diagnostics({ callId, titles }: { callId: string; titles: ReadonlyMap<string, string> }) {
  const { t } = useTranslation('diagnostics');
  const query = useQuery(diagnosticsOptions(callId));
  return (
    <Card title={t('title')}>
      <p className="app-note app-note--info">
        <Icon name="info" />
        <span>{t('text')}</span>
      </p>
      {query.isPending ? (
        <LoadingState />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Titles value={titles}>
          <Ranges found={query.data} />
          <Pivotal found={query.data} />
          <Expected found={query.data} />
          <Leniency found={query.data} />
          <Shift found={query.data} />
          <Standardised found={query.data} />
          <Flags found={query.data} />
          <Conduct found={query.data} />
          <Agreement found={query.data} />
          <Planning found={query.data} />
        </Titles>
      )}
    </Card>
  );
}
