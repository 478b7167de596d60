import { Input } from 'antd';
import { useId } from 'react';
import { DateInput } from '@/components/app/DateInput';
import { MoneyInput } from '@/components/app/MoneyInput';
import { useTranslation } from '@/lib/i18n';
import type { HandoutInput } from './api';

export const nothingHandedOut: HandoutInput = { recipient: '', goods: '', value: '', handed_out_on: '' };

/** Who receives which goods. */
export function HandoutFields({ value, onChange }: { value: HandoutInput; onChange: (value: HandoutInput) => void }) {
  const { t } = useTranslation('donations');
  const id = useId();
  const set = (change: Partial<HandoutInput>) => onChange({ ...value, ...change });
  return (
    <div className="yc-stack">
      <div>
        <label htmlFor={`${id}-recipient`}>{t('recipient')}</label>
        <Input
          id={`${id}-recipient`}
          value={value.recipient}
          maxLength={100}
          onChange={(event) => set({ recipient: event.target.value })}
        />
      </div>
      <div>
        <label htmlFor={`${id}-goods`}>{t('field.goods')}</label>
        <Input
          id={`${id}-goods`}
          value={value.goods}
          maxLength={200}
          onChange={(event) => set({ goods: event.target.value })}
        />
      </div>
      <div>
        <label htmlFor={`${id}-value`}>{t('field.value')}</label>
        <MoneyInput id={`${id}-value`} value={value.value} onChange={(amount) => set({ value: amount ?? '' })} />
      </div>
      <div>
        <label htmlFor={`${id}-day`}>{t('handedOutOn')}</label>
        <DateInput
          id={`${id}-day`}
          value={value.handed_out_on || null}
          onChange={(day) => set({ handed_out_on: day ?? '' })}
        />
      </div>
    </div>
  );
}
