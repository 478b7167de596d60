import { Money } from '@/components/base/Money';
import { PlainTable } from '@/components/base/PlainTable';
import { formatDate } from '@/lib/dates';
import {
  columnsOf,
  type FormAnswer,
  type FormDocument,
  type FormField,
  type FormInput,
  type FormRow,
  type FormSection,
  formText,
  isShown,
  optionLabel,
  type SectionAnswers,
} from '@/lib/forms';
import { useTranslation } from '@/lib/i18n';
import { parseFen } from '@/lib/money';
import { FileLinks, type ProposalFile } from './ProposalFiles';
import '@/styles/forms.css';

/** The answers of a form, read only, in its order; headings are `h3`, as in the rest of the document. */
export function FormReading({
  form,
  answers,
  files = [],
}: {
  form: FormDocument;
  answers: Record<string, SectionAnswers>;
  /** The files that answers name. */
  files?: readonly ProposalFile[];
}) {
  return form.sections.map((section) => (
    <section key={section.code} className="app-document__part">
      <h3 id={answerId(section.code)} tabIndex={-1}>
        {formText(section.title)}
      </h3>
      <SectionReading section={section} answers={answers[section.code] ?? {}} files={files} />
    </section>
  ));
}

/** The anchor of a section in the document. */
export function answerId(code: string): string {
  return `part-answers-${code}`;
}

function SectionReading({
  section,
  answers,
  files,
}: {
  section: FormSection;
  answers: SectionAnswers;
  files: readonly ProposalFile[];
}) {
  return (
    <dl className="app-answers">
      {section.fields
        .filter((field) => isShown(field, answers))
        .map((field) => (
          <div key={field.code} className={field.input.kind === 'declaration' ? 'app-answers__declaration' : undefined}>
            <dt>{formText(field.label)}</dt>
            <dd>
              <Answer field={field} answer={answers[field.code]} files={files} />
            </dd>
          </div>
        ))}
    </dl>
  );
}

function Answer({
  field,
  answer,
  files,
}: {
  field: FormField;
  answer: FormAnswer | undefined;
  files: readonly ProposalFile[];
}) {
  const { t } = useTranslation('forms');
  const { input } = field;
  const columns = columnsOf(input);
  const nothing = <span className="yc-muted">{t('nothing')}</span>;
  if (input.kind === 'declaration') return t(answer === true ? 'accepted' : 'notAccepted');
  if (typeof answer === 'boolean') return t(answer ? 'yes' : 'no');
  if (answer === undefined || answer.length === 0) return nothing;
  if (input.kind === 'file') {
    const named = Array.isArray(answer) ? answer.flatMap((id) => files.filter((file) => file.file_id === id)) : [];
    return named.length > 0 ? <FileLinks files={named} /> : nothing;
  }
  if (columns) {
    const rows = (answer as FormRow[]).map((row, index) => ({ row, index }));
    return (
      <PlainTable<{ row: FormRow; index: number }>
        caption={formText(field.label)}
        rows={rows}
        rowKey={({ index }) => String(index)}
        columns={columns.map((column, index) => ({
          key: column.code,
          title: formText(column.label),
          primary: index === 0,
          ...(['number', 'money'].includes(column.input.kind) ? { align: 'right' as const } : {}),
          render: ({ row }) => <Value input={column.input} value={row[column.code] ?? ''} />,
        }))}
      />
    );
  }
  if (Array.isArray(answer)) {
    if (input.kind !== 'multiple_choice') return nothing;
    return (answer as string[]).map((code) => optionLabel(input.options, code)).join(t('common:comma'));
  }
  return <Value input={input} value={answer} />;
}

function Value({ input, value }: { input: FormInput; value: string }) {
  if (value.trim() === '') return '—';
  switch (input.kind) {
    case 'money':
      return parseFen(value) === null ? value : <Money value={value} />;
    case 'number':
      return `${value}${input.unit ? ` ${formText(input.unit)}` : ''}`;
    case 'date':
      return /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDate(value) : value;
    case 'single_choice':
      return optionLabel(input.options, value);
    case 'long_text':
      return <span className="app-document__text app-answers__text">{value}</span>;
    default:
      return value;
  }
}
