import { Checkbox, Input } from 'antd';
import type { Fault } from '@/api/client';
import { FieldRow } from '@/components/app/FieldRow';
import { PlainSelect } from '@/components/app/PlainSelect';
import {
  type FormDocument,
  type FormField,
  type FormSection,
  type FormText,
  formText,
  STANDARD_PARTS,
} from '@/lib/forms';
import { useTranslation } from '@/lib/i18n';
import { fieldId } from '@/lib/pointers';
import { changeField, changeSection, controllers, type Spot } from '../lib/edit';
import { BothLanguages, faultsAt } from './BothLanguages';
import { InputProperties } from './InputProperties';

type Edit = (change: (document: FormDocument) => FormDocument, place?: string) => void;

/** What can be set of the selected section or question. */
export function FormProperties({
  document,
  spot,
  faults,
  onEdit,
}: {
  document: FormDocument;
  spot: Spot;
  faults: Fault[];
  onEdit: Edit;
}) {
  const { t } = useTranslation('forms');
  const section = document.sections[spot.section];
  if (!section) return <p className="yc-muted">{t('builder.choose')}</p>;
  const pointer = `/document/sections/${spot.section}`;
  const field = spot.field === undefined ? undefined : section.fields[spot.field];
  if (field && spot.field !== undefined) {
    return (
      <FieldProperties
        section={section}
        at={spot.field}
        field={field}
        pointer={`${pointer}/fields/${spot.field}`}
        faults={faults}
        onChange={(change, place) =>
          onEdit((old) => changeField(old, spot, change), `${spot.section}/${spot.field}/${place}`)
        }
      />
    );
  }
  const change = (part: Partial<FormSection>, place: string) =>
    onEdit((old) => changeSection(old, spot.section, (before) => ({ ...before, ...part })), `${spot.section}/${place}`);
  const earlier = document.sections.slice(0, spot.section);
  return (
    <>
      <BothLanguages
        pointer={`${pointer}/title`}
        label={t('prop.title')}
        value={section.title}
        faults={faults}
        onChange={(title) => change({ title }, 'title')}
      />
      <Help
        pointer={pointer}
        value={section.help}
        faults={faults}
        onChange={(help) =>
          onEdit((old) => changeSection(old, spot.section, (before) => withHelp(before, help)), `${spot.section}/help`)
        }
      />
      <FieldRow id={fieldId(`${pointer}/after`)} label={t('prop.after')} errors={faultsAt(faults, `${pointer}/after`)}>
        {(control) => (
          <PlainSelect
            {...control}
            placeholder={t('prop.anytime')}
            value={section.after ?? null}
            options={earlier.map((one) => ({ value: one.code, label: formText(one.title) || t('untitledSection') }))}
            onChange={(after) =>
              onEdit((old) =>
                changeSection(old, spot.section, ({ after: _, ...before }) => (after ? { ...before, after } : before)),
              )
            }
          />
        )}
      </FieldRow>
      <Code
        pointer={`${pointer}/code`}
        value={section.code}
        faults={faults}
        onChange={(code) => change({ code }, 'code')}
      />
      {faultsAt(faults, `${pointer}/fields`).map((text) => (
        <p key={text} className="app-field__error">
          {text}
        </p>
      ))}
    </>
  );
}

function withHelp<T extends { help?: FormText }>(before: T, help: FormText): T {
  const { help: _, ...rest } = before;
  return (help.zh === '' && help.en === '' ? rest : { ...rest, help }) as T;
}

function Help({
  pointer,
  value,
  faults,
  onChange,
}: {
  pointer: string;
  value: FormText | undefined;
  faults: Fault[];
  onChange: (help: FormText) => void;
}) {
  const { t } = useTranslation('forms');
  return (
    <BothLanguages
      long
      pointer={`${pointer}/help`}
      label={t('prop.help')}
      value={value}
      faults={faults}
      onChange={onChange}
    />
  );
}

function Code({
  pointer,
  value,
  faults,
  onChange,
}: {
  pointer: string;
  value: string;
  faults: Fault[];
  onChange: (code: string) => void;
}) {
  const { t } = useTranslation('forms');
  return (
    <FieldRow id={fieldId(pointer)} label={t('prop.code')} hint={t('prop.codeHint')} errors={faultsAt(faults, pointer)}>
      {(control) => (
        <Input {...control} value={value} maxLength={40} onChange={(event) => onChange(event.target.value)} />
      )}
    </FieldRow>
  );
}

function FieldProperties({
  section,
  at,
  field,
  pointer,
  faults,
  onChange,
}: {
  section: FormSection;
  at: number;
  field: FormField;
  pointer: string;
  faults: Fault[];
  onChange: (change: (field: FormField) => FormField, place: string) => void;
}) {
  const { t } = useTranslation('forms');
  const { input } = field;
  const text = input.kind === 'short_text' || input.kind === 'long_text';
  return (
    <>
      <p className="app-builder__kindline">{t('builder.propertiesOf', { name: t(`kind.${input.kind}`) })}</p>
      <BothLanguages
        pointer={`${pointer}/label`}
        label={t('prop.label')}
        value={field.label}
        faults={faults}
        onChange={(label) => onChange((old) => ({ ...old, label }), 'label')}
      />
      <Help
        pointer={pointer}
        value={field.help}
        faults={faults}
        onChange={(help) => onChange((old) => withHelp(old, help), 'help')}
      />
      {input.kind === 'declaration' ? null : (
        <p className="app-field">
          <Checkbox
            checked={field.required ?? false}
            onChange={(event) => {
              const required = event.target.checked;
              onChange((old) => ({ ...old, required }), '');
            }}
          >
            {t('prop.required')}
          </Checkbox>
        </p>
      )}
      <InputProperties
        input={input}
        pointer={`${pointer}/input`}
        faults={faults}
        onChange={(next, place) => onChange((old) => ({ ...old, input: next }), `input/${place}`)}
      />
      <Shown
        section={section}
        at={at}
        field={field}
        pointer={`${pointer}/shown_when`}
        faults={faults}
        onChange={onChange}
      />
      {text ? (
        <FieldRow
          id={fieldId(`${pointer}/stands_for`)}
          label={t('prop.standsFor')}
          hint={t('prop.standsForHint')}
          errors={faultsAt(faults, `${pointer}/stands_for`)}
        >
          {(control) => (
            <PlainSelect
              {...control}
              placeholder={t('prop.none')}
              value={field.stands_for ?? null}
              options={STANDARD_PARTS.map((part) => ({ value: part, label: t(`proposals:document.${part}`) }))}
              onChange={(part) => {
                const known = STANDARD_PARTS.find((one) => one === part);
                onChange(({ stands_for: _, ...old }) => (known ? { ...old, stands_for: known } : old), '');
              }}
            />
          )}
        </FieldRow>
      ) : null}
      <Code
        pointer={`${pointer}/code`}
        value={field.code}
        faults={faults}
        onChange={(code) => onChange((old) => ({ ...old, code }), 'code')}
      />
    </>
  );
}

/** When a field is shown: always, or when an earlier choice of its section has certain answers. */
function Shown({
  section,
  at,
  field,
  pointer,
  faults,
  onChange,
}: {
  section: FormSection;
  at: number;
  field: FormField;
  pointer: string;
  faults: Fault[];
  onChange: (change: (field: FormField) => FormField, place: string) => void;
}) {
  const { t } = useTranslation('forms');
  const possible = controllers(section, at);
  const condition = field.shown_when;
  const controller = possible.find((one) => one.code === condition?.field);
  if (possible.length === 0 && !condition) return null;
  const options = controller
    ? 'options' in controller.input
      ? controller.input.options.map((option) => ({ code: option.code, label: formText(option.label) }))
      : [
          { code: 'yes', label: t('yes') },
          { code: 'no', label: t('no') },
        ]
    : [];
  return (
    <>
      <FieldRow
        id={fieldId(`${pointer}/field`)}
        label={t('prop.shownWhen')}
        errors={faultsAt(faults, `${pointer}/field`)}
      >
        {(control) => (
          <PlainSelect
            {...control}
            placeholder={t('prop.always')}
            value={condition?.field ?? null}
            options={possible.map((one) => ({
              value: one.code,
              label: t('prop.when', { field: formText(one.label) || t('untitledField') }),
            }))}
            onChange={(code) =>
              onChange(
                ({ shown_when: _, ...old }) => (code ? { ...old, shown_when: { field: code, one_of: [] } } : old),
                '',
              )
            }
          />
        )}
      </FieldRow>
      {condition && controller ? (
        <fieldset className="app-fieldset app-field">
          <legend>{t('prop.when', { field: formText(controller.label) || t('untitledField') })}</legend>
          <div className="app-formchoices">
            {options.map((option) => (
              <Checkbox
                key={option.code}
                checked={condition.one_of.includes(option.code)}
                onChange={(event) => {
                  const rest = condition.one_of.filter((code) => code !== option.code);
                  const one_of = event.target.checked ? [...rest, option.code] : rest;
                  onChange((old) => ({ ...old, shown_when: { field: controller.code, one_of } }), '');
                }}
              >
                {option.label}
              </Checkbox>
            ))}
          </div>
          {faultsAt(faults, `${pointer}/one_of`).map((error) => (
            <p key={error} className="app-field__error">
              {error}
            </p>
          ))}
        </fieldset>
      ) : null}
    </>
  );
}
