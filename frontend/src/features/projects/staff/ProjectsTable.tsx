import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { DataTable } from '@/components/app/DataTable';
import { Money } from '@/components/base/Money';
import { StatusTag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { tableOf } from '@/lib/keyset';
import { SignBy } from '../SignBy';
import { projectsOptions } from './api';
import type { ProjectFilter } from './filter';

export function ProjectsTable({
  filter,
  caption,
  empty,
}: {
  filter: ProjectFilter;
  caption: string;
  empty?: { title: string };
}) {
  const { t } = useTranslation('projects');
  const query = useInfiniteQuery(projectsOptions(filter));
  return (
    <DataTable
      caption={caption}
      {...tableOf(query)}
      rowKey={(row) => row.id}
      {...(empty ? { empty } : {})}
      columns={[
        {
          key: 'title',
          title: t('staff.projectTitle'),
          primary: true,
          render: (row) => (
            <Link to="/app/staff/projects/$id" params={{ id: row.id }} className="yc-link">
              {row.title}
            </Link>
          ),
        },
        { key: 'number', title: t('staff.number'), nowrap: true, render: (row) => row.number },
        { key: 'organisation', title: t('staff.organisation'), render: (row) => row.organisation.name },
        { key: 'call', title: t('staff.call'), render: (row) => row.call.title },
        {
          key: 'approved',
          title: t('staff.approved'),
          align: 'right',
          render: (row) => <Money value={row.approved} />,
        },
        { key: 'paid', title: t('staff.paid'), align: 'right', render: (row) => <Money value={row.paid} /> },
        {
          key: 'signBy',
          title: t('reservation.signBy'),
          nowrap: true,
          render: (row) => (row.reservation ? <SignBy reservation={row.reservation} /> : null),
        },
        { key: 'state', title: t('staff.state'), render: (row) => <StatusTag machine="project" state={row.state} /> },
      ]}
    />
  );
}
