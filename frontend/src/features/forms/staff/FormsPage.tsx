import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { ExportButton } from '@/components/app/ExportButton';
import { PageHeader } from '@/components/app/PageHeader';
import { FilterBar, FilterChips, SearchBox } from '@/components/base/FilterBar';
import { Icon } from '@/components/base/Icon';
import { StatusTag } from '@/components/base/StatusTag';
import { formatDateTime } from '@/lib/dates';
import { useTranslation } from '@/lib/i18n';
import { tableOf } from '@/lib/keyset';
import { enumLabel, stateLabel } from '@/lib/labels';
import { hasRole } from '@/lib/permissions';
import { useSession } from '@/lib/session';
import { exportForms, formsOptions } from './api';
import { FORM_PURPOSES, FORM_STATES, type FormFilter } from './filter';

/** The library of forms of one's area. */
export function FormsPage({ filter }: { filter: FormFilter }) {
  const { t } = useTranslation('forms');
  const { user } = useSession();
  const query = useInfiniteQuery(formsOptions(filter));
  const filtered = Boolean(filter.state || filter.purpose || filter.q);
  const create = (
    <Link to="/app/staff/forms/new" className="yc-btn yc-btn--primary">
      <Icon name="plus" /> {t('list.new')}
    </Link>
  );
  return (
    <>
      <PageHeader
        title={t('list.title')}
        extra={
          <>
            <ExportButton run={exportForms} filter={filter} />
            {hasRole(user.grants, 'programme_officer') ? create : null}
          </>
        }
      />
      <FilterBar>
        <FilterChips
          name="state"
          label={t('list.state')}
          value={filter.state}
          options={[
            { value: undefined, label: t('common:all') },
            ...FORM_STATES.map((state) => ({ value: state, label: stateLabel('form', state) })),
          ]}
        />
        <FilterChips
          name="purpose"
          label={t('list.purpose')}
          value={filter.purpose}
          options={[
            { value: undefined, label: t('common:all') },
            ...FORM_PURPOSES.map((purpose) => ({ value: purpose, label: enumLabel('form_purpose', purpose) })),
          ]}
        />
        <SearchBox label={t('list.search')} placeholder={t('list.searchHint')} value={filter.q} />
      </FilterBar>
      <Card flush>
        <DataTable
          caption={t('list.title')}
          {...tableOf(query)}
          rowKey={(row) => row.id}
          empty={filtered ? { title: t('list.none') } : { title: t('list.empty'), text: t('list.emptyHint') }}
          columns={[
            {
              key: 'title',
              title: t('list.name'),
              primary: true,
              render: (row) => (
                <Link to="/app/staff/forms/$id" params={{ id: row.id }} className="yc-link">
                  {row.title}
                </Link>
              ),
            },
            {
              key: 'purpose',
              title: t('list.purpose'),
              nowrap: true,
              render: (row) => enumLabel('form_purpose', row.purpose),
            },
            { key: 'area', title: t('list.area'), render: (row) => row.area.name },
            {
              key: 'revision',
              title: t('list.revision'),
              nowrap: true,
              render: (row) => t('list.nth', { n: row.revision }),
            },
            { key: 'fields', title: t('list.fields'), align: 'right', render: (row) => row.fields },
            {
              key: 'updated',
              title: t('list.updated'),
              render: (row) => t('list.by', { name: row.updated_by.name, time: formatDateTime(row.updated_at) }),
            },
            { key: 'state', title: t('list.state'), render: (row) => <StatusTag machine="form" state={row.state} /> },
          ]}
        />
      </Card>
    </>
  );
}
