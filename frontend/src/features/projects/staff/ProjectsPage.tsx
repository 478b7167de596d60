import { exportProjects } from '@/api/gen/sdk.gen';
import { Card } from '@/components/app/Card';
import { ExportButton } from '@/components/app/ExportButton';
import { PageHeader } from '@/components/app/PageHeader';
import { FilterBar, FilterChips, SearchBox } from '@/components/base/FilterBar';
import { useTranslation } from '@/lib/i18n';
import { stateLabel } from '@/lib/labels';
import { PROJECT_STATES, type ProjectFilter, projectQuery } from './filter';
import { ProjectsTable } from './ProjectsTable';

export function ProjectsPage({ filter }: { filter: ProjectFilter }) {
  const { t } = useTranslation('projects');
  return (
    <>
      <PageHeader
        title={t('staff.title')}
        extra={<ExportButton run={exportProjects} filter={projectQuery(filter)} />}
      />
      <FilterBar>
        <FilterChips
          name="state"
          label={t('staff.state')}
          value={filter.state}
          options={[
            { value: undefined, label: t('common:all') },
            ...PROJECT_STATES.map((state) => ({ value: state, label: stateLabel('project', state) })),
          ]}
        />
        <FilterChips
          name="due"
          label={t('reservation.filter')}
          value={filter.due}
          options={[
            { value: undefined, label: t('common:all') },
            { value: 'soon', label: t('reservation.soon') },
          ]}
        />
        <SearchBox label={t('staff.search')} placeholder={t('staff.search')} value={filter.q} />
      </FilterBar>
      <Card flush>
        <ProjectsTable filter={filter} caption={t('staff.title')} />
      </Card>
    </>
  );
}
