import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FilterBar, FilterChips, SearchBox } from '@/components/base/FilterBar';
import { EmptyState, ErrorState } from '@/components/base/States';
import { LoadMore, PublicPage } from '@/components/public/Page';
import { Skeleton } from '@/components/public/Skeleton';
import { useTranslation } from '@/lib/i18n';
import { areasOptions, KINDS, type SearchFilter, type SearchGroup, searchOptions } from './api';
import { HitRow } from './HitRow';

/** From so many on the server counts no further. */
const MOST = 1000;
/** More areas than this are no filter any more. */
const MOST_AREAS = 12;

export function SearchPage({ filter }: { filter: SearchFilter }) {
  const { t } = useTranslation('portal');
  const query = useInfiniteQuery(searchOptions(filter));
  const pages = query.data?.pages ?? [];
  const first = pages[0]?.groups ?? [];
  const total = first.reduce((sum, group) => sum + group.count, 0);
  const groups = KINDS.map((kind) => ({
    kind,
    count: first.find((group) => group.kind === kind)?.count ?? 0,
    items: pages.flatMap((page) => page.groups.find((group) => group.kind === kind)?.items ?? []),
  })).filter((group) => (filter.kind ? group.kind === filter.kind : true));
  const empty = groups.every((group) => group.items.length === 0);
  return (
    <PublicPage title={t('search.title')} lead={t('search.lead')}>
      <SearchBox label={t('search.label')} placeholder={t('search.placeholder')} value={filter.q} />
      <Filters filter={filter} counts={first} />
      {query.isPending ? (
        <Skeleton rows={6} />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <>
          <p className="pub-found" role="status">
            {filter.q
              ? t('search.foundFor', { q: filter.q, count: shown(total) })
              : t('search.found', { count: shown(total) })}
          </p>
          {empty ? <Nothing filter={filter} /> : null}
          {groups
            .filter((group) => group.items.length > 0)
            .map((group) => (
              <section key={group.kind} className="pub-section">
                <div className="pub-sectionhead">
                  <h2 className="pub-h2">{t(`search.${group.kind}`)}</h2>
                  {!filter.kind && group.count > group.items.length ? (
                    <Link to="/search" search={{ ...filter, kind: group.kind }} className="yc-link">
                      {t('search.seeAll', { count: shown(group.count) })}
                    </Link>
                  ) : null}
                </div>
                <ul className="pub-hits">
                  {group.items.map((hit) => (
                    <HitRow key={hit.id} kind={group.kind} hit={hit} q={filter.q} />
                  ))}
                </ul>
                {filter.kind ? (
                  <LoadMore
                    count={group.items.length}
                    hasMore={query.hasNextPage}
                    loading={query.isFetchingNextPage}
                    onMore={() => void query.fetchNextPage()}
                  />
                ) : null}
              </section>
            ))}
        </>
      )}
    </PublicPage>
  );
}

function shown(count: number): string {
  return count >= MOST ? `${MOST}+` : String(count);
}

function Filters({ filter, counts }: { filter: SearchFilter; counts: SearchGroup[] }) {
  const { t } = useTranslation('portal');
  const areas = (useQuery(areasOptions).data ?? []).filter((area) =>
    ['province', 'city', 'district'].includes(area.level),
  );
  const named = (kind: (typeof KINDS)[number]) => {
    const count = counts.find((group) => group.kind === kind)?.count;
    const name = t(`search.${kind}`);
    return count === undefined ? name : t('search.withCount', { name, count: shown(count) });
  };
  return (
    <FilterBar>
      <FilterChips
        name="kind"
        label={t('search.kind')}
        value={filter.kind}
        options={[
          { value: undefined, label: t('search.all') },
          ...KINDS.map((kind) => ({ value: kind, label: named(kind) })),
        ]}
      />
      <FilterChips
        name="time"
        label={t('search.time')}
        value={filter.time}
        options={[
          { value: undefined, label: t('search.anyTime') },
          { value: 'current', label: t('search.current') },
        ]}
      />
      {areas.length > 1 && areas.length <= MOST_AREAS ? (
        <FilterChips
          name="area_code"
          label={t('search.area')}
          value={filter.area_code}
          options={[
            { value: undefined, label: t('search.anyArea') },
            ...areas.map((area) => ({ value: area.code, label: area.name })),
          ]}
        />
      ) : null}
    </FilterBar>
  );
}

/** Nothing was found: what to try instead. */
function Nothing({ filter }: { filter: SearchFilter }) {
  const { t } = useTranslation('portal');
  const narrowed = filter.kind !== undefined || filter.time !== undefined || filter.area_code !== undefined;
  return (
    <EmptyState
      title={filter.q ? t('search.emptyTitle', { q: filter.q }) : t('search.emptyTitlePlain')}
      text={t('search.advice')}
    >
      <ul className="pub-advice">
        {filter.q ? <li>{t('search.adviceShort')}</li> : null}
        {narrowed ? (
          <li>
            {t('search.adviceFilter')}{' '}
            <Link to="/search" search={filter.q ? { q: filter.q } : {}} className="yc-link">
              {t('search.reset')}
            </Link>
          </li>
        ) : null}
        <li>
          {t('search.adviceSubscribe')}{' '}
          <Link to="/subscribe" className="yc-link">
            {t('subscribe.listen')}
          </Link>
        </li>
      </ul>
    </EmptyState>
  );
}
