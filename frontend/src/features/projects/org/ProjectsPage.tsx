import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { ExportButton } from '@/components/app/ExportButton';
import { PageHeader } from '@/components/app/PageHeader';
import { DateTime } from '@/components/base/DateTime';
import { FilterBar, SearchBox } from '@/components/base/FilterBar';
import { Money } from '@/components/base/Money';
import { StatusTag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { allItems } from '@/lib/keyset';
import { useOwnOrganisations } from '@/lib/own';
import { exportProjects, projectsOptions } from './api';

/** The projects of one's own organisations. */
export function ProjectsPage({ q }: { q: string | undefined }) {
  const { t } = useTranslation('projects');
  const own = useOwnOrganisations();
  const query = useInfiniteQuery(projectsOptions(q));
  const rows = allItems(query.data).filter((row) => own.includes(row.organisation.id));
  return (
    <>
      <PageHeader title={t('own.title')} extra={<ExportButton run={exportProjects} filter={q ? { q } : {}} />} />
      <Card flush>
        <div className="app-card__inset">
          <FilterBar>
            <SearchBox label={t('own.search')} placeholder={t('own.searchHint')} value={q} />
          </FilterBar>
        </div>
        <DataTable
          caption={t('own.title')}
          rows={rows}
          rowKey={(row) => row.id}
          rowName={(row) => row.number}
          query={query}
          empty={q ? { title: t('own.noMatch') } : { title: t('own.none'), text: t('own.noneHint') }}
          more={{
            hasMore: query.hasNextPage,
            loading: query.isFetchingNextPage,
            onMore: () => void query.fetchNextPage(),
          }}
          columns={[
            {
              key: 'title',
              title: t('own.project'),
              primary: true,
              render: (row) => (
                <Link to="/app/org/projects/$id" params={{ id: row.id }} className="yc-link">
                  {row.title}
                </Link>
              ),
            },
            { key: 'number', title: t('own.number'), nowrap: true, render: (row) => row.number },
            {
              key: 'state',
              title: t('own.state'),
              nowrap: true,
              render: (row) => <StatusTag machine="project" state={row.state} />,
            },
            {
              key: 'ends',
              title: t('own.endsOn'),
              nowrap: true,
              render: (row) => <DateTime value={row.ends_on} format="date" />,
            },
            {
              key: 'approved',
              title: t('own.approved'),
              align: 'right',
              render: (row) => <Money value={row.approved} />,
            },
            { key: 'paid', title: t('own.received'), align: 'right', render: (row) => <Money value={row.paid} /> },
          ]}
        />
      </Card>
    </>
  );
}
