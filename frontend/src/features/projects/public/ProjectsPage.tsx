import { useInfiniteQuery } from '@tanstack/react-query';
import { FilterBar, SearchBox } from '@/components/base/FilterBar';
import { EmptyState, ErrorState, LoadingState } from '@/components/base/States';
import { LoadMore, PublicPage } from '@/components/public/Page';
import { useTranslation } from '@/lib/i18n';
import { allItems } from '@/lib/keyset';
import { type PublicProjectFilter, publicProjectsOptions } from './api';
import { ProjectCard } from './ProjectCard';

export function ProjectsPage({ filter }: { filter: PublicProjectFilter }) {
  const { t } = useTranslation('public');
  const query = useInfiniteQuery(publicProjectsOptions(filter));
  const projects = allItems(query.data);
  return (
    <PublicPage title={t('projects.title')} lead={t('projects.lead')}>
      <FilterBar>
        <SearchBox label={t('projects.search')} placeholder={t('projects.search')} value={filter.q} />
      </FilterBar>
      {query.isPending ? (
        <LoadingState />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : projects.length === 0 ? (
        <EmptyState title={t('projects.empty')} />
      ) : (
        <>
          <ul className="pub-cards pub-cards--3">
            {projects.map((project) => (
              <li key={project.id}>
                <ProjectCard project={project} />
              </li>
            ))}
          </ul>
          <LoadMore
            count={projects.length}
            hasMore={query.hasNextPage}
            loading={query.isFetchingNextPage}
            onMore={() => void query.fetchNextPage()}
          />
        </>
      )}
    </PublicPage>
  );
}
