import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useId } from 'react';
import { PlainSelect } from '@/components/app/PlainSelect';
import { EmptyState, ErrorState, LoadingState } from '@/components/base/States';
import { useTranslation } from '@/lib/i18n';
import { allItems } from '@/lib/keyset';
import { accountsOptions } from './api';

/** Chooses the bank account, kept in the address; the first one when none is named. Draws what belongs to it. */
export function AccountChoice({
  fundId,
  children,
}: {
  fundId: string | undefined;
  children: (fund: { id: string; code: string; name: string }) => ReactNode;
}) {
  const { t } = useTranslation('statements');
  const id = useId();
  const navigate = useNavigate();
  const query = useInfiniteQuery(accountsOptions());
  if (query.isPending) return <LoadingState />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const funds = allItems(query.data);
  const fund = funds.find((one) => one.id === fundId) ?? funds[0];
  if (!fund) return <EmptyState title={t('noFund')} text={t('noFundHint')} />;
  const choose = (value: string | null) =>
    void navigate({
      to: '.',
      search: ((previous: Record<string, unknown>) => ({ ...previous, fund_id: value ?? undefined })) as never,
    });
  return (
    <>
      <div className="app-field yc-no-print">
        <label htmlFor={id}>{t('account')}</label>
        <PlainSelect
          id={id}
          value={fund.id}
          options={funds.map((one) => ({ value: one.id, label: `${one.code} ${one.name}` }))}
          onChange={choose}
        />
      </div>
      {children(fund)}
    </>
  );
}
