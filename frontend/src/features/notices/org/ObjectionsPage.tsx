import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Card } from '@/components/app/Card';
import { ExportButton } from '@/components/app/ExportButton';
import { PageHeader } from '@/components/app/PageHeader';
import { FilterBar, FilterChips } from '@/components/base/FilterBar';
import { EmptyState, ErrorState, LoadingState } from '@/components/base/States';
import { statesOf } from '@/components/base/status';
import { useTranslation } from '@/lib/i18n';
import { allItems } from '@/lib/keyset';
import { stateLabel } from '@/lib/labels';
import { Objection } from '../components/Objection';
import { exportObjections, type ObjectionFilter, ownObjectionOptions, ownObjectionsOptions } from './api';

/** What the organisation objected to, and what became of it. */
export function ObjectionsPage({ filter }: { filter: ObjectionFilter }) {
  const { t } = useTranslation('notices');
  const query = useInfiniteQuery(ownObjectionsOptions(filter));
  const objections = allItems(query.data);
  return (
    <>
      <PageHeader title={t('own.title')} extra={<ExportButton run={exportObjections} filter={filter} />} />
      <p className="yc-muted">{t('own.lead')}</p>
      <FilterBar>
        <FilterChips
          name="state"
          label={t('staff.state')}
          value={filter.state}
          options={[
            { value: undefined, label: t('common:all') },
            ...statesOf('objection').map((state) => ({ value: state, label: stateLabel('objection', state) })),
          ]}
        />
      </FilterBar>
      {query.isPending ? (
        <LoadingState />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : objections.length === 0 ? (
        <Card>
          <EmptyState title={t('objections.none')} />
        </Card>
      ) : (
        objections.map(({ id, number }) => (
          <Card key={id} title={number}>
            <Own id={id} />
          </Card>
        ))
      )}
      {query.hasNextPage ? (
        <button
          type="button"
          className="yc-btn"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('common:list.more')}
        </button>
      ) : null}
    </>
  );
}

function Own({ id }: { id: string }) {
  const { data, isError, error, refetch } = useQuery(ownObjectionOptions(id));
  if (isError) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return data ? <Objection objection={data} notice /> : <LoadingState />;
}
