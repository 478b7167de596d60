import { useTranslation } from '@/lib/i18n';
import { formatMoney, moneyUpper } from '@/lib/money';

/** An amount with separators and tabular digits; `upper` adds the capital numerals used on vouchers. */
export function Money({
  value,
  upper = false,
  strong = false,
}: {
  value: string | null | undefined;
  upper?: boolean;
  strong?: boolean;
}) {
  const { t } = useTranslation();
  const amount = <span className={strong ? 'yc-money yc-money--strong' : 'yc-money'}>{formatMoney(value)}</span>;
  if (!upper) return amount;
  return (
    <span className="yc-money-pair">
      {amount}
      <span className="yc-money-upper">
        {t('money.upper')}
        {t('colon')}
        {moneyUpper(value)}
      </span>
    </span>
  );
}
