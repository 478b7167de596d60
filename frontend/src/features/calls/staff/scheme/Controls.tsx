import { Button, Checkbox, Input, InputNumber } from 'antd';
import type { ControlProps } from '@/components/app/FieldRow';
import { MoneyInput } from '@/components/app/MoneyInput';
import { PlainSelect } from '@/components/app/PlainSelect';
import { Icon } from '@/components/base/Icon';
import { textOf, useTranslation } from '@/lib/i18n';
import { enumLabel } from '@/lib/labels';
import { formatMoney } from '@/lib/money';
import { formatBp } from '@/lib/scheme';
import { type Node, read, write } from './document';
import type { Column, Setting } from './settings';

type Field = Setting | Column;

interface Props {
  field: Field;
  value: Node | undefined;
  control: ControlProps;
  onChange: (value: Node) => void;
}

/** The control of one setting: a number with its unit, an amount, a choice, a text in two languages … */
export function SettingControl({ field, value, control, onChange }: Props) {
  const { t } = useTranslation('schemes');
  switch (field.kind) {
    case 'int':
    case 'bp':
      return <NumberControl field={field} value={value} control={control} onChange={onChange} />;
    case 'money':
      return (
        <MoneyInput
          {...control}
          value={typeof value === 'string' ? value : null}
          placeholder={field.optional ? t('none') : ''}
          onChange={(next) => onChange(next)}
        />
      );
    case 'points':
    case 'code':
      return (
        <Input
          {...control}
          value={typeof value === 'string' ? value : ''}
          maxLength={field.kind === 'code' ? 40 : 6}
          inputMode={field.kind === 'points' ? 'decimal' : 'text'}
          suffix={field.unit ? unitOf(field.unit) : undefined}
          onChange={(event) => onChange(event.target.value.trim())}
        />
      );
    case 'enum':
      return (
        <PlainSelect
          id={control.id}
          value={typeof value === 'string' ? value : null}
          {...(field.optional ? { placeholder: t('none') } : {})}
          options={(field.options?.values ?? []).map((code) => ({
            value: code,
            label: enumLabel(field.options?.kind ?? '', code),
          }))}
          onChange={(next) => onChange(next)}
        />
      );
    case 'bool':
      return (
        <Checkbox id={control.id} checked={value === true} onChange={(event) => onChange(event.target.checked)}>
          {t('yes')}
        </Checkbox>
      );
    case 'text':
      return <TwoLanguages value={value} control={control} onChange={onChange} />;
    case 'set':
      return <SetControl field={field} value={value} control={control} onChange={onChange} />;
    case 'order':
      return <OrderControl field={field} value={value} control={control} onChange={onChange} />;
    case 'rows':
      return null;
  }
}

function unitOf(unit: string): string {
  return textOf(`schemes:unit.${unit}`) ?? unit;
}

function NumberControl({ field, value, control, onChange }: Props) {
  const { t } = useTranslation('schemes');
  const share = field.kind === 'bp';
  const scale = share ? 100 : 1;
  const given = typeof value === 'number' ? value / scale : null;
  return (
    <InputNumber<number>
      {...control}
      className="app-scheme__number"
      value={given}
      precision={share ? 2 : 0}
      controls={false}
      inputMode="decimal"
      placeholder={field.optional ? t('none') : ''}
      suffix={share ? '%' : field.unit ? unitOf(field.unit) : undefined}
      formatter={(shown) => (shown === undefined || shown === null ? '' : String(shown).replace(/\.?0+$/, keepWhole))}
      onChange={(next) => onChange(next === null ? null : Math.round(next * scale))}
    />
  );
}

/** `50.00` is shown as `50`, and `50` stays what it is. */
function keepWhole(zeros: string): string {
  return zeros.startsWith('.') ? '' : zeros;
}

function TwoLanguages({ value, control, onChange }: Omit<Props, 'field'>) {
  const { t } = useTranslation('schemes');
  const part = (language: 'zh' | 'en') => {
    const text = read(value, `/${language}`);
    return typeof text === 'string' ? text : '';
  };
  return (
    <div className="app-scheme__languages">
      <Input.TextArea
        {...control}
        autoSize={{ minRows: 1, maxRows: 6 }}
        value={part('zh')}
        maxLength={1000}
        onChange={(event) => onChange(write(value ?? {}, '/zh', event.target.value))}
      />
      <Input.TextArea
        id={`${control.id}-en`}
        aria-label={t('english')}
        placeholder={t('english')}
        autoSize={{ minRows: 1, maxRows: 6 }}
        value={part('en')}
        maxLength={1000}
        onChange={(event) => onChange(write(value ?? {}, '/en', event.target.value))}
      />
    </div>
  );
}

function SetControl({ field, value, control, onChange }: Props) {
  const chosen = Array.isArray(value) ? value : [];
  const { kind, values } = field.options ?? { kind: '', values: [] };
  return (
    <div
      id={control.id}
      role="group"
      tabIndex={-1}
      aria-describedby={control['aria-describedby']}
      className="app-scheme__set"
    >
      {values.map((code) => (
        <Checkbox
          key={code}
          checked={chosen.includes(code)}
          onChange={(event) =>
            onChange(values.filter((one) => (one === code ? event.target.checked : chosen.includes(one))))
          }
        >
          {enumLabel(kind, code)}
        </Checkbox>
      ))}
    </div>
  );
}

function OrderControl({ field, value, control, onChange }: Props) {
  const { t } = useTranslation('schemes');
  const { kind, values } = field.options ?? { kind: '', values: [] };
  const order = Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
  const move = (from: number, to: number) => {
    const next = [...order];
    const [taken] = next.splice(from, 1);
    if (taken !== undefined) next.splice(to, 0, taken);
    onChange(next);
  };
  return (
    <div id={control.id} role="group" tabIndex={-1} aria-describedby={control['aria-describedby']}>
      <ol className="app-scheme__order">
        {order.map((code, index) => (
          <li key={code}>
            <span>
              {index + 1}. {enumLabel(kind, code)}
            </span>
            <span>
              <Button
                size="small"
                disabled={index === 0}
                aria-label={t('moveUp', { name: enumLabel(kind, code) })}
                icon={<Icon name="up" />}
                onClick={() => move(index, index - 1)}
              />
              <Button
                size="small"
                disabled={index === order.length - 1}
                aria-label={t('moveDown', { name: enumLabel(kind, code) })}
                icon={<Icon name="down" />}
                onClick={() => move(index, index + 1)}
              />
              <Button
                size="small"
                aria-label={t('remove', { name: enumLabel(kind, code) })}
                icon={<Icon name="cross" />}
                onClick={() => onChange(order.filter((one) => one !== code))}
              />
            </span>
          </li>
        ))}
      </ol>
      {values
        .filter((code) => !order.includes(code))
        .map((code) => (
          <Button key={code} size="small" icon={<Icon name="plus" />} onClick={() => onChange([code, ...order])}>
            {enumLabel(kind, code)}
          </Button>
        ))}
    </div>
  );
}

/** A value in words, for the difference to the preset. */
export function valueText(field: Field, value: Node | undefined): string {
  const none = textOf('schemes:none') ?? '—';
  if (value === null || value === undefined || value === '') return none;
  if (field.kind === 'bp' && typeof value === 'number') return formatBp(value);
  if (field.kind === 'money' && typeof value === 'string') return formatMoney(value);
  if (typeof value === 'boolean') return textOf(value ? 'schemes:yes' : 'schemes:no') ?? String(value);
  if (Array.isArray(value)) {
    if (field.kind === 'rows') return textOf('schemes:entries', { count: value.length }) ?? String(value.length);
    return value.map((one) => enumLabel(field.options?.kind ?? '', String(one))).join(textOf('comma') ?? ', ');
  }
  if (typeof value === 'object') return String(value.zh ?? '');
  if (field.kind === 'enum') return enumLabel(field.options?.kind ?? '', String(value));
  return field.unit ? `${value} ${unitOf(field.unit)}` : String(value);
}
