import { Link } from '@tanstack/react-router';
import { Money } from '@/components/base/Money';
import { Progress } from '@/components/base/Progress';
import { StatusTag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { shareBp } from '@/lib/money';
import type { PublicProjectView } from './api';

export function ProjectCard({ project, level = 'h2' }: { project: PublicProjectView; level?: 'h2' | 'h3' }) {
  const { t } = useTranslation('public');
  const Heading = level;
  const share = shareBp(project.paid, project.approved);
  return (
    <article className="pub-card">
      <div className="pub-card__top">
        <StatusTag machine="project" state={project.state} />
        <span className="yc-muted">{project.area_name}</span>
      </div>
      <Heading className="pub-card__title">
        <Link to="/projects/$id" params={{ id: project.id }} className="yc-card-link">
          {project.title}
        </Link>
      </Heading>
      <p className="pub-card__meta">{project.organisation_name}</p>
      <dl className="pub-card__facts">
        <div>
          <dt>{t('projects.grant')}</dt>
          <dd>
            <Money value={project.approved} />
          </dd>
        </div>
      </dl>
      <Progress share={share} label={t('projects.progress', { percent: Math.floor(share / 100) })} />
    </article>
  );
}
