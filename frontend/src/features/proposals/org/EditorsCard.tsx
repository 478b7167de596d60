import { useQuery } from '@tanstack/react-query';
import { Card } from '@/components/app/Card';
import { DateTime } from '@/components/base/DateTime';
import { PlainTable } from '@/components/base/PlainTable';
import { useTranslation } from '@/lib/i18n';
import { editorsOptions } from './api';

/** Who wrote this proposal, and when. */
export function EditorsCard({ id }: { id: string }) {
  const { t } = useTranslation('proposals');
  const { data } = useQuery(editorsOptions(id));
  if (!data || data.items.length === 0) return null;
  return (
    <Card title={t('editors.title')}>
      <PlainTable
        caption={t('editors.title')}
        rows={data.items}
        rowKey={(row) => row.person.id}
        columns={[
          { key: 'name', title: t('editors.name'), primary: true, render: (row) => row.person.name },
          { key: 'first', title: t('editors.first'), render: (row) => <DateTime value={row.first_at} /> },
          { key: 'last', title: t('editors.last'), render: (row) => <DateTime value={row.last_at} /> },
          { key: 'saves', title: t('editors.saves'), align: 'right', render: (row) => String(row.saves) },
        ]}
      />
    </Card>
  );
}
