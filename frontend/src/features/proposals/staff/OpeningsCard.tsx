import { useInfiniteQuery } from '@tanstack/react-query';
import { Card } from '@/components/app/Card';
import { DataTable } from '@/components/app/DataTable';
import { ExportButton } from '@/components/app/ExportButton';
import { DateTime } from '@/components/base/DateTime';
import { useTranslation } from '@/lib/i18n';
import { tableOf } from '@/lib/keyset';
import { exportProposalOpenings, openingsOptions } from './api';

/** Who opened the proposal after the deadline; for auditors. */
export function OpeningsCard({ id }: { id: string }) {
  const { t } = useTranslation('proposals');
  const table = tableOf(useInfiniteQuery(openingsOptions(id)));
  return (
    <Card
      title={t('openings.title')}
      flush
      extra={<ExportButton run={exportProposalOpenings} filter={{ proposal_id: id }} />}
    >
      <DataTable
        caption={t('openings.title')}
        {...table}
        rowKey={(row) => row.id}
        empty={{ title: t('openings.none') }}
        columns={[
          { key: 'by', title: t('openings.by'), primary: true, render: (row) => row.opened_by.name },
          { key: 'at', title: t('openings.at'), render: (row) => <DateTime value={row.opened_at} format="seconds" /> },
        ]}
      />
    </Card>
  );
}
