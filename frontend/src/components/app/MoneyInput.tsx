import { InputNumber } from 'antd';
import type { ComponentProps } from 'react';
import { formatMoney } from '@/lib/money';

type Props = Omit<ComponentProps<typeof InputNumber<string>>, 'stringMode' | 'precision' | 'value' | 'onChange'> & {
  value?: string | null;
  onChange?: (value: string | null) => void;
};

/** An amount of yuan as a decimal string; never a float. */
export function MoneyInput({ value, onChange, ...rest }: Props) {
  return (
    <InputNumber<string>
      stringMode
      precision={2}
      min="0"
      prefix="¥"
      controls={false}
      style={{ width: '100%' }}
      inputMode="decimal"
      {...rest}
      value={value ?? null}
      onChange={(next) => onChange?.(next === null || next === undefined || next === '' ? null : String(next))}
      formatter={(text, { userTyping, input }) =>
        userTyping || !text ? input : formatMoney(String(text), { symbol: false })
      }
      parser={(text) => (text ?? '').replace(/[¥￥,，\s]/g, '')}
    />
  );
}
