import { Button, Input } from 'antd';
import { FieldRow } from '@/components/app/FieldRow';
import { PlainSelect } from '@/components/app/PlainSelect';
import { Icon } from '@/components/base/Icon';
import type { FormColumn, FormInput, FormKind } from '@/lib/forms';
import { useTranslation } from '@/lib/i18n';
import { fieldId } from '@/lib/pointers';
import { CELL_KINDS, newInput } from '../lib/edit';
import { BothLanguages, faultsAt } from './BothLanguages';
import { ChoiceOptions } from './ChoiceOptions';
import { Bounds, type InputProps, Pair, Rows, Whole } from './InputParts';

/** The limits of an answer, by its kind. */
export function InputProperties(props: InputProps) {
  const { t } = useTranslation('forms');
  const { input, pointer, faults, onChange } = props;
  switch (input.kind) {
    case 'short_text':
    case 'long_text':
      return (
        <Pair>
          <Whole
            pointer={`${pointer}/min`}
            label={`${t('prop.min')} (${t('prop.characters')})`}
            faults={faults}
            value={input.min ?? 0}
            onChange={(min) => onChange({ ...input, min: min ?? 0 }, 'min')}
          />
          <Whole
            pointer={`${pointer}/max`}
            label={`${t('prop.max')} (${t('prop.characters')})`}
            faults={faults}
            value={input.max}
            onChange={(max) => onChange({ ...input, max: max ?? 0 }, 'max')}
          />
        </Pair>
      );
    case 'single_choice':
      return (
        <ChoiceOptions
          {...props}
          options={input.options}
          onOptions={(options, place) => onChange({ ...input, options }, place)}
        />
      );
    case 'multiple_choice':
      return (
        <>
          <ChoiceOptions
            {...props}
            options={input.options}
            onOptions={(options, place) => onChange({ ...input, options }, place)}
          />
          <Pair>
            <Whole
              pointer={`${pointer}/min`}
              label={t('prop.chosenMin')}
              faults={faults}
              value={input.min ?? 0}
              onChange={(min) => onChange({ ...input, min: min ?? 0 }, 'min')}
            />
            <Whole
              pointer={`${pointer}/max`}
              label={t('prop.chosenMax')}
              faults={faults}
              value={input.max ?? null}
              onChange={(max) => {
                const { max: _, ...rest } = input;
                onChange(max === null ? rest : { ...rest, max }, 'max');
              }}
            />
          </Pair>
        </>
      );
    case 'number':
      return (
        <>
          <FieldRow
            id={fieldId(`${pointer}/decimals`)}
            label={t('prop.decimals')}
            errors={faultsAt(faults, `${pointer}/decimals`)}
          >
            {(control) => (
              <PlainSelect
                {...control}
                value={String(input.decimals)}
                options={[
                  { value: '0', label: t('prop.whole') },
                  { value: '2', label: t('prop.two') },
                ]}
                onChange={(decimals) => onChange({ ...input, decimals: Number(decimals) }, 'decimals')}
              />
            )}
          </FieldRow>
          <Bounds {...props} input={input} names={['min', 'max']} labels={[t('prop.least'), t('prop.most')]} />
          <BothLanguages
            pointer={`${pointer}/unit`}
            label={t('prop.unit')}
            value={input.unit}
            faults={faults}
            onChange={(unit) => {
              const { unit: _, ...rest } = input;
              onChange(unit.zh === '' && unit.en === '' ? rest : { ...rest, unit }, 'unit');
            }}
          />
        </>
      );
    case 'money':
      return <Bounds {...props} input={input} names={['min', 'max']} labels={[t('prop.least'), t('prop.most')]} />;
    case 'date':
      return (
        <Bounds
          {...props}
          input={input}
          names={['earliest', 'latest']}
          labels={[t('prop.earliest'), t('prop.latest')]}
        />
      );
    case 'table':
      return (
        <>
          <Columns {...props} input={input} />
          <Rows {...props} input={input} />
        </>
      );
    case 'indicators':
    case 'team':
      return <Rows {...props} input={input} />;
    case 'file':
      return (
        <Pair>
          <FieldRow
            id={fieldId(`${pointer}/purpose`)}
            label={t('prop.purpose')}
            errors={faultsAt(faults, `${pointer}/purpose`)}
          >
            {(control) => (
              <Input
                {...control}
                value={input.purpose}
                maxLength={40}
                onChange={(event) => onChange({ ...input, purpose: event.target.value }, 'purpose')}
              />
            )}
          </FieldRow>
          <Whole
            pointer={`${pointer}/max_files`}
            label={t('prop.files')}
            faults={faults}
            value={input.max_files}
            onChange={(max_files) => onChange({ ...input, max_files: max_files ?? 0 }, 'files')}
          />
        </Pair>
      );
    default:
      return null;
  }
}

function Columns({ input, pointer, faults, onChange }: InputProps<Extract<FormInput, { kind: 'table' }>>) {
  const { t } = useTranslation('forms');
  const { columns } = input;
  const set = (next: FormColumn[], place: string) => onChange({ ...input, columns: next }, place);
  const replace = (at: number, column: FormColumn, place: string) =>
    set(
      columns.map((old, index) => (index === at ? column : old)),
      `${at}/${place}`,
    );
  const add = () => {
    const taken = new Set(columns.map((column) => column.code));
    let n = columns.length + 1;
    while (taken.has(`column_${n}`)) n += 1;
    set([...columns, { code: `column_${n}`, label: { zh: '', en: '' }, input: newInput('short_text') }], '');
  };
  return (
    <fieldset className="app-fieldset app-field">
      <legend>{t('prop.columns')}</legend>
      {columns.map((column, index) => {
        const place = `${pointer}/columns/${index}`;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a column is edited where it stands
          <div key={index} className="app-builder__column">
            <BothLanguages
              pointer={`${place}/label`}
              label={t('prop.column', { n: index + 1 })}
              value={column.label}
              faults={faults}
              onChange={(label) => replace(index, { ...column, label }, 'label')}
            />
            <Pair>
              <FieldRow id={fieldId(`${place}/kind`)} label={t('prop.cellKind')}>
                {(control) => (
                  <PlainSelect
                    {...control}
                    value={column.input.kind}
                    options={CELL_KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
                    onChange={(kind) =>
                      replace(index, { ...column, input: newInput((kind ?? 'short_text') as FormKind) }, '')
                    }
                  />
                )}
              </FieldRow>
              <FieldRow id={fieldId(`${place}/code`)} label={t('prop.code')} errors={faultsAt(faults, `${place}/code`)}>
                {(control) => (
                  <Input
                    {...control}
                    value={column.code}
                    maxLength={40}
                    onChange={(event) => replace(index, { ...column, code: event.target.value }, 'code')}
                  />
                )}
              </FieldRow>
            </Pair>
            <InputProperties
              input={column.input}
              pointer={`${place}/input`}
              faults={faults}
              onChange={(next, at) => replace(index, { ...column, input: next }, at)}
            />
            <p className="app-builder__columnend">
              <label className="app-formchoice">
                <input
                  type="checkbox"
                  checked={column.required ?? false}
                  onChange={(event) => replace(index, { ...column, required: event.target.checked }, '')}
                />
                <span>{t('prop.required')}</span>
              </label>
              <Button
                icon={<Icon name="trash" />}
                aria-label={t('prop.removeColumn', { n: index + 1 })}
                onClick={() =>
                  set(
                    columns.filter((_, at) => at !== index),
                    '',
                  )
                }
              />
            </p>
          </div>
        );
      })}
      <Button icon={<Icon name="plus" />} onClick={add} disabled={columns.length >= 10}>
        {t('prop.addColumn')}
      </Button>
      {faultsAt(faults, `${pointer}/columns`).map((error) => (
        <p key={error} className="app-field__error">
          {error}
        </p>
      ))}
    </fieldset>
  );
}
