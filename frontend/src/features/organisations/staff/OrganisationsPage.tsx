import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { exportOrganisations } from '@/api/gen/sdk.gen';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { ExportButton } from '@/components/app/ExportButton';
import { PageHeader } from '@/components/app/PageHeader';
import { DateTime } from '@/components/base/DateTime';
import { FilterBar, FilterChips, SearchBox } from '@/components/base/FilterBar';
import { StatusTag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { tableOf } from '@/lib/keyset';
import { enumLabel, stateLabel } from '@/lib/labels';
import { useAreaName } from '@/lib/scopes';
import { organisationsOptions } from './api';
import { ORGANISATION_STATES, type OrganisationFilter } from './filter';

export function OrganisationsPage({ filter }: { filter: OrganisationFilter }) {
  const { t } = useTranslation('organisations');
  const areaName = useAreaName();
  const query = useInfiniteQuery(organisationsOptions(filter));
  return (
    <>
      <PageHeader title={t('staff.title')} extra={<ExportButton run={exportOrganisations} filter={filter} />} />
      <FilterBar>
        <FilterChips
          name="state"
          label={t('staff.state')}
          value={filter.state}
          options={[
            { value: undefined, label: t('common:all') },
            ...ORGANISATION_STATES.map((state) => ({ value: state, label: stateLabel('organisation', state) })),
          ]}
        />
        <SearchBox label={t('staff.search')} placeholder={t('staff.search')} value={filter.q} />
      </FilterBar>
      <Card flush>
        <DataTable
          caption={t('staff.title')}
          {...tableOf(query)}
          rowKey={(row) => row.id}
          empty={filter.state === 'submitted' && !filter.q ? { title: t('staff.noneWaiting') } : {}}
          columns={[
            {
              key: 'name',
              title: t('staff.name'),
              primary: true,
              render: (row) => (
                <Link to="/app/staff/organisations/$id" params={{ id: row.id }} className="yc-link">
                  {row.name}
                </Link>
              ),
            },
            { key: 'uscc', title: t('staff.uscc'), nowrap: true, render: (row) => row.uscc },
            { key: 'kind', title: t('staff.kind'), render: (row) => enumLabel('kind', row.kind) },
            { key: 'area', title: t('staff.area'), render: (row) => areaName(row.area_code) },
            { key: 'grade', title: t('staff.grade'), render: (row) => row.assessment_grade ?? '—' },
            {
              key: 'state',
              title: t('staff.state'),
              render: (row) => <StatusTag machine="organisation" state={row.state} />,
            },
            {
              key: 'updated',
              title: t('staff.updated'),
              nowrap: true,
              render: (row) => <DateTime value={row.updated_at} />,
            },
          ]}
        />
      </Card>
    </>
  );
}
