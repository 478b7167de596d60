import { Button, Input } from 'antd';
import { FieldRow } from '@/components/app/FieldRow';
import { Icon } from '@/components/base/Icon';
import type { FormChoice } from '@/lib/forms';
import { useTranslation } from '@/lib/i18n';
import { fieldId } from '@/lib/pointers';
import { BothLanguages, faultsAt } from './BothLanguages';
import type { InputProps } from './InputParts';

/** What can be chosen. */
export function ChoiceOptions({
  options,
  pointer,
  faults,
  onOptions,
}: Omit<InputProps, 'onChange' | 'input'> & {
  options: FormChoice[];
  onOptions: (options: FormChoice[], place: string) => void;
}) {
  const { t } = useTranslation('forms');
  const replace = (at: number, option: FormChoice, place: string) =>
    onOptions(
      options.map((old, index) => (index === at ? option : old)),
      `${at}/${place}`,
    );
  const add = () => {
    const taken = new Set(options.map((option) => option.code));
    let n = options.length + 1;
    while (taken.has(`option_${n}`)) n += 1;
    onOptions([...options, { code: `option_${n}`, label: { zh: '', en: '' } }], '');
  };
  return (
    <fieldset className="app-fieldset app-field">
      <legend>{t('prop.options')}</legend>
      {options.map((option, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an option is edited where it stands
        <div key={index} className="app-builder__option">
          <BothLanguages
            pointer={`${pointer}/options/${index}/label`}
            label={t('prop.option', { n: index + 1 })}
            value={option.label}
            faults={faults}
            onChange={(label) => replace(index, { ...option, label }, 'label')}
          />
          <FieldRow
            id={fieldId(`${pointer}/options/${index}/code`)}
            label={t('prop.code')}
            errors={faultsAt(faults, `${pointer}/options/${index}/code`)}
          >
            {(control) => (
              <Input
                {...control}
                value={option.code}
                maxLength={40}
                onChange={(event) => replace(index, { ...option, code: event.target.value }, 'code')}
              />
            )}
          </FieldRow>
          <Button
            icon={<Icon name="trash" />}
            aria-label={t('prop.removeOption', { n: index + 1 })}
            onClick={() =>
              onOptions(
                options.filter((_, at) => at !== index),
                '',
              )
            }
          />
        </div>
      ))}
      <Button icon={<Icon name="plus" />} onClick={add} disabled={options.length >= 50}>
        {t('prop.addOption')}
      </Button>
      {faultsAt(faults, `${pointer}/options`).map((error) => (
        <p key={error} className="app-field__error">
          {error}
        </p>
      ))}
    </fieldset>
  );
}
