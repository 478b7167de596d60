import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { PageHeader } from '@/components/app/PageHeader';
import { Icon } from '@/components/base/Icon';
import { StatusTag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';
import { enumLabel } from '@/lib/labels';
import { useOwnOrganisations } from '@/lib/own';
import type { Part } from '../record/PartTabs';
import { organisationsOptions } from './api';
import { OrganisationPage } from './OrganisationPage';

/** One's own organisation; the list of them where there are several and none is chosen. */
export function OwnOrganisationsPage({ id, part }: { id: string | undefined; part: Part | undefined }) {
  const { t } = useTranslation('organisations');
  const own = useOwnOrganisations();
  const { data } = useSuspenseQuery(organisationsOptions);
  const rows = data.filter((row) => own.includes(row.id));
  const only = rows.length === 1 ? rows[0]?.id : undefined;
  const chosen = id ?? only;
  if (chosen) return <OrganisationPage key={chosen} id={chosen} part={part} several={rows.length > 1} />;
  const start = (
    <Link to="/app/org/organisation/new" className="yc-btn yc-btn--primary">
      <Icon name="plus" /> {t('register.title')}
    </Link>
  );
  return (
    <>
      <PageHeader title={t('page.title')} extra={rows.length > 0 ? start : undefined} />
      <Card flush>
        <DataTable
          caption={t('page.title')}
          rows={rows}
          rowKey={(row) => row.id}
          empty={{ title: t('page.none'), text: t('page.noneHint'), action: start }}
          columns={[
            {
              key: 'name',
              title: t('form.name'),
              primary: true,
              render: (row) => (
                <Link to="/app/org/organisation" search={{ id: row.id }} className="yc-link">
                  {row.name}
                </Link>
              ),
            },
            { key: 'uscc', title: t('form.uscc'), nowrap: true, render: (row) => row.uscc },
            { key: 'kind', title: t('form.kind'), render: (row) => enumLabel('kind', row.kind) },
            {
              key: 'state',
              title: t('page.state'),
              render: (row) => <StatusTag machine="organisation" state={row.state} />,
            },
          ]}
        />
      </Card>
    </>
  );
}
