import { Money } from '@/components/base/Money';
import { useTranslation } from '@/lib/i18n';
import { sumMoney } from '@/lib/money';

/** How many rows, and what they come to. */
export function BulkSum({ amounts }: { amounts: string[] }) {
  const { t } = useTranslation('payments');
  return (
    <>
      {t('bulk.count', { count: amounts.length })} · {t('bulk.sum')} <Money value={sumMoney(amounts)} strong upper />
    </>
  );
}
