import { Input } from 'antd';
import { MoneyInput } from '@/components/app/MoneyInput';
import { Money } from '@/components/base/Money';
import { PlainTable } from '@/components/base/PlainTable';
import { useTranslation } from '@/lib/i18n';
import type { ResultRowView } from './api';

/** What is recommended instead of what could be awarded, by proposal; an empty amount lowers nothing. */
export type Lowered = Record<string, { amount: string | null; reason: string }>;

const NOTHING = { amount: null, reason: '' };

/** One row a ranked proposal: what was applied for, and a lower recommendation with its reason. */
export function LowerAmounts({
  rows,
  value,
  onChange,
}: {
  rows: ResultRowView[];
  value: Lowered;
  onChange: (value: Lowered) => void;
}) {
  const { t } = useTranslation('notices');
  const ranked = rows.filter((row) => row.rank != null);
  if (ranked.length === 0) return null;
  const of = (id: string) => value[id] ?? NOTHING;
  return (
    <details>
      <summary>{t('staff.lower')}</summary>
      <p className="yc-muted">{t('staff.lowerHint')}</p>
      <PlainTable
        caption={t('staff.lower')}
        rows={ranked}
        rowKey={(row) => row.proposal.id}
        columns={[
          { key: 'rank', title: t('staff.rank'), align: 'right', render: (row) => row.rank },
          { key: 'proposal', title: t('staff.proposal'), primary: true, render: (row) => row.proposal.title },
          {
            key: 'requested',
            title: t('staff.requested'),
            align: 'right',
            render: (row) => <Money value={row.requested} />,
          },
          {
            key: 'amount',
            title: t('staff.lowerAmount'),
            render: ({ proposal: { id, title } }) => (
              <MoneyInput
                aria-label={`${title} ${t('staff.lowerAmount')}`}
                value={of(id).amount}
                onChange={(amount) => onChange({ ...value, [id]: { ...of(id), amount } })}
              />
            ),
          },
          {
            key: 'reason',
            title: t('staff.lowerReason'),
            render: ({ proposal: { id, title } }) => (
              <Input
                aria-label={`${title} ${t('staff.lowerReason')}`}
                maxLength={1000}
                value={of(id).reason}
                onChange={(event) => onChange({ ...value, [id]: { ...of(id), reason: event.target.value } })}
              />
            ),
          },
        ]}
      />
    </details>
  );
}
