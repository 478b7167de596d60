import { useServerNow } from '@/lib/clock';
import { calendarDate, formatDate } from '@/lib/dates';
import { useTranslation } from '@/lib/i18n';
import { DateTime } from './DateTime';
import { Timeline, type TimelineEntry } from './Timeline';

/** The dates of a round as a call announces them; structural, so that portal and workspace can give theirs. */
export interface CallDates {
  opens_at: string;
  closes_at: string;
  document: {
    timetable?: {
      questions_until?: string | null;
      screening_until: string;
      corrections_until: string;
      review_from: string;
      review_until: string;
      notice_from: string;
      notice_to: string;
      agreement_until: string;
      first_payment_until?: string | null;
    } | null;
    later_rounds: string[];
  };
}

/** When what happens, in order. */
export function CallTimeline({ call }: { call: CallDates }) {
  const { t } = useTranslation('public');
  const dates = call.document.timetable;
  const today = calendarDate(new Date(useServerNow(60_000)));
  const entries: TimelineEntry[] = [];
  const day = (key: string, title: string, from: string | null | undefined, to?: string) => {
    if (!from) return;
    const last = to ?? from;
    entries.push({
      key,
      title,
      tone: last < today ? 'ended' : from <= today ? 'progress' : 'neutral',
      icon: last < today ? 'check' : 'calendar',
      text: (
        <>
          <DateTime value={from} format="long" />
          {to && to !== from ? (
            <>
              {' – '}
              <DateTime value={to} format="long" />
            </>
          ) : null}
        </>
      ),
    });
  };
  day('opens', t('timetable.opens'), formatDate(call.opens_at));
  day('questions_until', t('timetable.questions_until'), dates?.questions_until);
  entries.push({
    key: 'closes',
    title: t('timetable.closes'),
    tone: 'decided',
    icon: 'flag',
    text: <DateTime value={call.closes_at} format="deadline" />,
  });
  if (dates) {
    day('screening_until', t('timetable.screening_until'), dates.screening_until);
    day('corrections_until', t('timetable.corrections_until'), dates.corrections_until);
    day('review_from', t('timetable.review'), dates.review_from, dates.review_until);
    day('notice_from', t('timetable.notice'), dates.notice_from, dates.notice_to);
    day('agreement_until', t('timetable.agreement_until'), dates.agreement_until);
    day('first_payment_until', t('timetable.first_payment_until'), dates.first_payment_until);
  }
  return (
    <>
      <Timeline label={t('timetable.title')} entries={entries} />
      {call.document.later_rounds.length > 0 ? (
        <p className="yc-muted">
          {t('timetable.rounds', { days: call.document.later_rounds.join(t('common:comma')) })}
        </p>
      ) : null}
    </>
  );
}
