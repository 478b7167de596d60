import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FilterBar, FilterChips, SearchBox } from '@/components/base/FilterBar';
import { EmptyState, ErrorState, LoadingState } from '@/components/base/States';
import { LoadMore, PublicPage } from '@/components/public/Page';
import { useTranslation } from '@/lib/i18n';
import { allItems } from '@/lib/keyset';
import { enumLabel, stateLabel } from '@/lib/labels';
import { type NeedAreaView, needAreasOptions, publicNeedsOptions } from './api';
import { NEED_CATEGORIES, PUBLIC_NEED_STATES, type PublicNeedFilter } from './filter';
import { NeedCard } from './NeedCard';
import '@/styles/needs.css';

export function NeedsPage({ filter }: { filter: PublicNeedFilter }) {
  const { t } = useTranslation('needs');
  const query = useInfiniteQuery(publicNeedsOptions(filter));
  const needs = allItems(query.data);
  return (
    <PublicPage
      title={t('title')}
      lead={t('lead')}
      tools={
        <p className="need-tools yc-no-print">
          <Link to="/needs/report" className="yc-btn yc-btn--primary">
            {t('report.title')}
          </Link>
          <Link to="/needs/follow" className="yc-btn">
            {t('follow.title')}
          </Link>
        </p>
      }
    >
      <FilterBar>
        <FilterChips
          name="category"
          label={t('category')}
          value={filter.category}
          options={[
            { value: undefined, label: t('common:all') },
            ...NEED_CATEGORIES.map((value) => ({ value, label: enumLabel('need_category', value) })),
          ]}
        />
        <FilterChips
          name="state"
          label={t('state')}
          value={filter.state}
          options={[
            { value: undefined, label: t('common:all') },
            ...PUBLIC_NEED_STATES.map((value) => ({ value, label: stateLabel('need', value) })),
          ]}
        />
        <FilterChips
          name="sort"
          label={t('sort')}
          value={filter.sort}
          options={[
            { value: undefined, label: t('sortDate') },
            { value: 'endorsed', label: t('sortEndorsed') },
          ]}
        />
        <SearchBox label={t('search')} placeholder={t('search')} value={filter.q} />
      </FilterBar>
      <div className="need-columns">
        <AreaTree chosen={filter.area_code} />
        <div>
          {query.isPending ? (
            <LoadingState />
          ) : query.isError ? (
            <ErrorState error={query.error} onRetry={() => void query.refetch()} />
          ) : needs.length === 0 ? (
            <EmptyState title={t('empty')} text={t('common:list.emptyHint')} />
          ) : (
            <>
              <ul className="pub-cards">
                {needs.map((need) => (
                  <li key={need.id}>
                    <NeedCard need={need} />
                  </li>
                ))}
              </ul>
              <LoadMore
                count={needs.length}
                hasMore={query.hasNextPage}
                loading={query.isFetchingNextPage}
                onMore={() => void query.fetchNextPage()}
              />
            </>
          )}
        </div>
      </div>
    </PublicPage>
  );
}

/** The areas as a list that is indented by level, each with its needs: the way without a map. */
function AreaTree({ chosen }: { chosen: string | undefined }) {
  const { t } = useTranslation('needs');
  const { data: areas = [] } = useQuery(needAreasOptions);
  const shown = areas.filter((area) => !['province', 'city'].includes(area.level) || onlyChildless(area, areas));
  if (shown.length === 0) return null;
  const depth = (area: NeedAreaView): number => {
    const parent = shown.find((other) => other.code === area.parent_code);
    return parent ? depth(parent) + 1 : 0;
  };
  return (
    <nav className="need-areas yc-no-print" aria-label={t('byArea')}>
      <h2 className="need-areas__title">{t('byArea')}</h2>
      <ul>
        <AreaLink code={undefined} name={t('allAreas')} depth={0} current={!chosen} />
        {shown.map((area) => (
          <AreaLink
            key={area.code}
            code={area.code}
            name={area.name}
            count={area.needs}
            depth={depth(area)}
            current={area.code === chosen}
          />
        ))}
      </ul>
    </nav>
  );
}

/** A province or city is worth a line only where nothing lies below it. */
function onlyChildless(area: NeedAreaView, all: NeedAreaView[]): boolean {
  return !all.some((other) => other.parent_code === area.code);
}

function AreaLink(props: { code: string | undefined; name: string; count?: number; depth: number; current: boolean }) {
  return (
    <li>
      <Link
        to="."
        search={((previous: Record<string, unknown>) => ({ ...previous, area_code: props.code })) as never}
        className={props.current ? 'need-area need-area--on' : 'need-area'}
        style={{ paddingInlineStart: `${0.75 + props.depth}rem` }}
        aria-current={props.current ? 'true' : undefined}
        activeProps={{}}
        resetScroll={false}
      >
        <span>{props.name}</span>
        {props.count === undefined ? null : <span className="need-area__count">{props.count}</span>}
      </Link>
    </li>
  );
}
