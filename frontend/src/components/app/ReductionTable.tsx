import type { ReductionPlanView } from '@/api/gen/types.gen';
import { Money } from '@/components/base/Money';
import { PlainTable } from '@/components/base/PlainTable';
import { useTranslation } from '@/lib/i18n';

/** From what to what: the whole, and every instalment that was open. */
export function ReductionTable({ plan }: { plan: ReductionPlanView }) {
  const { t } = useTranslation('projects');
  const rows = [
    ...plan.tranches.map((cut) => ({
      key: cut.tranche_id,
      what: t('own.nth', { seq: cut.seq }),
      from: cut.from,
      to: cut.to,
    })),
    { key: 'whole', what: t('reductions.whole'), from: plan.from, to: plan.to },
  ];
  return (
    <PlainTable
      caption={t('reductions.title')}
      rows={rows}
      rowKey={(row) => row.key}
      columns={[
        { key: 'what', title: t('reductions.what'), primary: true, render: (row) => row.what },
        { key: 'from', title: t('reductions.from'), align: 'right', render: (row) => <Money value={row.from} /> },
        { key: 'to', title: t('reductions.to'), align: 'right', render: (row) => <Money value={row.to} /> },
      ]}
    />
  );
}
