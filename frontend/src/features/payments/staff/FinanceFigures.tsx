import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Figures } from '@/components/app/Figures';
import { Money } from '@/components/base/Money';
import { ErrorState, LoadingState } from '@/components/base/States';
import { useTranslation } from '@/lib/i18n';
import { tableOf } from '@/lib/keyset';
import { sumMoney } from '@/lib/money';
import { batchesOptions, type PaymentState, paymentsOptions, trancheSummaryOptions } from './api';

/** What waits on finance, step by step; each figure leads to its list. */
export function FinanceFigures() {
  const { t } = useTranslation('payments');
  const summary = useQuery(trancheSummaryOptions({}));
  if (summary.isPending) return <LoadingState />;
  if (summary.isError) return <ErrorState error={summary.error} onRetry={() => void summary.refetch()} />;
  const of = (state: string) => summary.data.by_state.find((entry) => entry.state === state);
  return (
    <>
      <Figures
        label={t('overview.tranches')}
        items={(['due', 'requested', 'paid'] as const).map((state) => ({
          key: state,
          label: t(`overview.${state}`),
          value: <Money value={of(state)?.sum ?? '0.00'} />,
          hint: t('count', { count: of(state)?.count ?? 0 }),
          to: '/app/finance/tranches',
          search: { state },
        }))}
      />
      <PaymentFigures />
    </>
  );
}

function PaymentFigures() {
  const { t } = useTranslation('payments');
  return (
    <div className="app-figures-group">
      <PaymentFigure state="draft" label={t('overview.toCheck')} />
      <PaymentFigure state="checked" label={t('overview.toApprove')} />
      <PaymentFigure state="approved" label={t('overview.toBatch')} />
      <BatchFigure />
    </div>
  );
}

function PaymentFigure({ state, label }: { state: PaymentState; label: string }) {
  const { t } = useTranslation('payments');
  const { rows, more } = tableOf(useInfiniteQuery(paymentsOptions({ state })));
  return (
    <Figures
      items={[
        {
          key: state,
          label,
          value: t(more.hasMore ? 'countOver' : 'count', { count: rows.length }),
          hint: more.hasMore ? null : <Money value={sumMoney(rows.map((row) => row.amount))} />,
          to: '/app/finance/payments',
          search: { state },
        },
      ]}
    />
  );
}

function BatchFigure() {
  const { t } = useTranslation('payments');
  const { rows } = tableOf(useInfiniteQuery(batchesOptions({})));
  const open = rows.filter((row) => row.state !== 'closed' && row.state !== 'voided');
  return (
    <Figures
      items={[
        {
          key: 'batches',
          label: t('overview.openBatches'),
          value: t('count', { count: open.length }),
          hint: <Money value={sumMoney(open.map((row) => row.total))} />,
          to: '/app/finance/batches',
        },
      ]}
    />
  );
}
