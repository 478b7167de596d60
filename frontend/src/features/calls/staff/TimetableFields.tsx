import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { Fault } from '@/api/client';
import { DateInput } from '@/components/app/DateInput';
import { FieldRow } from '@/components/app/FieldRow';
import { Icon } from '@/components/base/Icon';
import { useTranslation } from '@/lib/i18n';
import { faultText } from '@/lib/labels';
import { fieldId } from '@/lib/pointers';
import { type CallDocumentTimetable, checkTimetableOptions } from './api';

const DATES = [
  'questions_until',
  'screening_until',
  'corrections_until',
  'review_from',
  'review_until',
  'notice_from',
  'notice_to',
  'agreement_until',
  'first_payment_until',
] as const;
const OPTIONAL: readonly string[] = ['questions_until', 'first_payment_until'];
const PLACE = '/document/timetable';

/** The dates after the deadline, judged by the server as they are chosen; the earliest ones are offered. */
export function TimetableFields({
  scheme,
  opens,
  closes,
  value,
  onChange,
}: {
  scheme: unknown;
  /** Days, `YYYY-MM-DD`. */
  opens: string | null;
  closes: string | null;
  value: CallDocumentTimetable | null;
  onChange: (value: CallDocumentTimetable) => void;
}) {
  const { t } = useTranslation('calls');
  const { data } = useQuery(checkTimetableOptions(scheme, opens, closes, value));
  const faults: Fault[] = data?.faults ?? [];
  const { earliest } = data ?? {};
  const outside = faults.filter((fault) => !DATES.some((name) => fault.pointer === `${PLACE}/${name}`));
  return (
    <>
      <div className="app-timetable__head">
        <Button disabled={!earliest} onClick={() => earliest && onChange(earliest)} icon={<Icon name="calendar" />}>
          {t('timetable.takeEarliest')}
        </Button>
        <span className="yc-muted">{t('timetable.hint')}</span>
      </div>
      {(value ? outside : faults).map((fault) => (
        <p key={`${fault.pointer} ${fault.code}`} className="app-field__error">
          <Icon name="warning" /> {faultText(fault)}
        </p>
      ))}
      {value ? (
        <div className="app-formgrid">
          {DATES.map((name) => (
            <FieldRow
              key={name}
              id={fieldId(`${PLACE}/${name}`)}
              label={t(`timetable.${name}`)}
              optional={OPTIONAL.includes(name)}
              hint={earliest?.[name] ? t('timetable.earliest', { day: earliest[name] }) : undefined}
              errors={faults.filter((fault) => fault.pointer === `${PLACE}/${name}`).map(faultText)}
            >
              {(control) => (
                <DateInput
                  {...control}
                  value={value[name] ?? null}
                  allowClear={OPTIONAL.includes(name)}
                  onChange={(day) => {
                    if (day !== null || OPTIONAL.includes(name)) onChange({ ...value, [name]: day });
                  }}
                />
              )}
            </FieldRow>
          ))}
        </div>
      ) : null}
      {value && data ? (
        <p className="yc-muted">
          {data.spans
            .map((span) => t(`timetable.span.${span.step}` as 'timetable.span.notice', { count: span.working_days }))
            .join(t('common:comma'))}
        </p>
      ) : null}
    </>
  );
}
