import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ErrorState, LoadingState } from '@/components/base/States';
import { HomeSection } from '@/components/public/Page';
import { useTranslation } from '@/lib/i18n';
import { allItems } from '@/lib/keyset';
import { publicProjectsOptions } from './api';
import { ProjectCard } from './ProjectCard';

const SHOWN = 3;

/** The home page's third part: what became of the money. */
export function FundedProjects() {
  const { t } = useTranslation('public');
  const query = useInfiniteQuery(publicProjectsOptions({}));
  const projects = allItems(query.data).slice(0, SHOWN);
  return (
    <HomeSection
      title={t('home.projects')}
      more={
        <Link to="/projects" className="yc-link">
          {t('home.allProjects')}
        </Link>
      }
    >
      {query.isPending ? (
        <LoadingState />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : projects.length === 0 ? (
        <p className="pub-none">{t('home.noProjects')}</p>
      ) : (
        <ul className="pub-cards pub-cards--3">
          {projects.map((project) => (
            <li key={project.id}>
              <ProjectCard project={project} level="h3" />
            </li>
          ))}
        </ul>
      )}
    </HomeSection>
  );
}
