import { formatDeadline } from '@/lib/dates';
import { textOf, useTranslation } from '@/lib/i18n';
import { enumLabel } from '@/lib/labels';

export interface CallChange {
  pointer: string;
  before?: unknown;
  after?: unknown;
}

/** What an amendment changes: the place, what stood there, what stands there now. */
export function CallChanges({ changes }: { changes: CallChange[] }) {
  const { t, language } = useTranslation('public');
  return (
    <dl className="yc-changes">
      {changes.map((change) => (
        <div key={change.pointer} className="yc-changes__one">
          <dt>{changeLabel(change.pointer)}</dt>
          <dd>
            <del>
              <span className="yc-visually-hidden">{t('versions.before')}</span>
              {changeText(change.pointer, change.before, language)}
            </del>
            <ins>
              <span className="yc-visually-hidden">{t('versions.after')}</span>
              {changeText(change.pointer, change.after, language)}
            </ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function changeLabel(pointer: string): string {
  const name = pointer.split('/').at(-1) ?? '';
  return textOf(`public:versions.field.${name}`) ?? textOf(`public:timetable.${name}`) ?? pointer;
}

interface RequiredDocument {
  title: string;
  mandatory: boolean;
  accepts: string[];
}

function changeText(pointer: string, value: unknown, language: 'zh-CN' | 'en'): string {
  if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return '—';
  if (pointer === '/closes_at' || pointer === '/opens_at') return formatDeadline(String(value), language);
  if (pointer.endsWith('/required_documents') && Array.isArray(value)) {
    return (value as RequiredDocument[])
      .map((one) => {
        const kinds = one.accepts.map((kind) => enumLabel('accepted_type', kind)).join(textOf('comma') ?? ', ');
        const must = textOf(one.mandatory ? 'public:documents.mandatory' : 'public:documents.optional') ?? '';
        return `${one.title}（${must}，${kinds}）`;
      })
      .join('\n');
  }
  if (Array.isArray(value)) return value.join(textOf('comma') ?? ', ');
  if (typeof value === 'object') {
    return Object.entries(value)
      .filter(([, day]) => day !== null)
      .map(([name, day]) => `${textOf(`public:timetable.${name}`) ?? name} ${String(day)}`)
      .join('\n');
  }
  return String(value);
}
