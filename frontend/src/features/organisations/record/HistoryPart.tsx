import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Card } from '@/components/app/Card';
import { ExportButton } from '@/components/app/ExportButton';
import type { IconName } from '@/components/base/Icon';
import { Money } from '@/components/base/Money';
import { EmptyState, ErrorState, LoadingState } from '@/components/base/States';
import type { Tone } from '@/components/base/status';
import { Timeline } from '@/components/base/Timeline';
import { textOf, useTranslation } from '@/lib/i18n';
import { allItems } from '@/lib/keyset';
import { enumLabel, stateLabel } from '@/lib/labels';
import { exportOrganisationHistory, type HistoryItemView, historyOptions, type OrganisationView } from './api';

const LOOKS: Record<string, [IconName, Tone]> = {
  award: ['flag', 'success'],
  'organisation.verify': ['checkCircle', 'success'],
  'organisation.submit': ['send', 'progress'],
  'organisation.return': ['back', 'waiting'],
  'organisation.reject': ['crossCircle', 'danger'],
  'organisation.suspend': ['pause', 'danger'],
  'organisation.deregister': ['ban', 'ended'],
  'organisation.record_list_entry': ['warning', 'danger'],
  'organisation.record_inspection': ['clipboard', 'progress'],
  'account_change.request': ['bank', 'waiting'],
  'account_change.confirm': ['bank', 'progress'],
  'account_change.activate': ['bank', 'success'],
  'account_change.cancel': ['bank', 'ended'],
  'organisation.reveal_account': ['eye', 'neutral'],
  'staff.reveal': ['eye', 'neutral'],
};

/** What happened to the organisation, newest first. Staff also read who did it. */
export function HistoryPart({ organisation }: { organisation: OrganisationView }) {
  const { t } = useTranslation('record');
  const query = useInfiniteQuery(historyOptions(organisation.id));
  const items = allItems(query.data);
  return (
    <Card
      title={t('history.title')}
      extra={
        <ExportButton
          run={(options) => exportOrganisationHistory({ ...options, path: { id: organisation.id } })}
          filter={{}}
        />
      }
    >
      {query.isPending ? (
        <LoadingState text={t('history.loading')} />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : items.length === 0 ? (
        <EmptyState title={t('history.none')} />
      ) : (
        <Timeline
          label={t('history.title')}
          entries={items.map((item) => ({
            key: item.id,
            at: item.at,
            title: titleOf(item),
            icon: LOOKS[item.action]?.[0] ?? 'clock',
            tone: LOOKS[item.action]?.[1] ?? 'neutral',
            text: <Detail item={item} />,
          }))}
        />
      )}
      {query.hasNextPage ? (
        <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('history.more')}
        </Button>
      ) : null}
    </Card>
  );
}

function titleOf(item: HistoryItemView): string {
  return textOf(`record:history.action.${item.action.replace('.', '_')}`) ?? item.action;
}

type Fields = Record<string, unknown>;

function Detail({ item }: { item: HistoryItemView }) {
  const { t } = useTranslation('record');
  const lines: string[] = [];
  if (item.award) {
    return (
      <>
        {item.award.number} {item.award.title} · <Money value={item.award.amount} /> ·{' '}
        {stateLabel('project', item.award.state)}
      </>
    );
  }
  lines.push(...changesOf((item.before ?? {}) as Fields, (item.after ?? {}) as Fields));
  if (item.reason) lines.push(`${t('history.reason')}${item.reason}`);
  if (item.actor) lines.push(`${t('history.actor')}${item.actor.name}`);
  return (
    <>
      {lines.map((line) => (
        <div key={line}>{line}</div>
      ))}
    </>
  );
}

/** Before and after in words; ids and inner names stay out. */
function changesOf(before: Fields, after: Fields): string[] {
  const shown = (value: unknown) => (value === null || value === undefined || value === '' ? '—' : String(value));
  return Object.keys(after).flatMap((field) => {
    const label = textOf(`record:history.field.${field}`);
    if (!label || shown(before[field]) === shown(after[field])) return [];
    const text = (value: unknown) =>
      field === 'kind' && typeof value === 'string'
        ? (textOf(`enum:listKind.${value}`) ?? enumLabel('kind', value))
        : field === 'document_kind'
          ? enumLabel('organisationDocumentKind', String(value))
          : field === 'result'
            ? enumLabel('inspectionResult', String(value))
            : shown(value);
    return field in before
      ? [`${label}：${text(before[field])} → ${text(after[field])}`]
      : [`${label}：${text(after[field])}`];
  });
}
