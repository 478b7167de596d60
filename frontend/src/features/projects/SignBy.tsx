import type { ReservationView } from '@/api/gen/types.gen';
import { DateTime } from '@/components/base/DateTime';
import { Tag } from '@/components/base/StatusTag';
import { useTranslation } from '@/lib/i18n';

/** The last day of signing, and how many days are left of it once they are few. */
export function SignBy({ reservation }: { reservation: ReservationView }) {
  const { t } = useTranslation('projects');
  const left = Number(reservation.days_left);
  const few = left <= 10;
  return (
    <>
      <DateTime value={reservation.sign_by} format="date" />{' '}
      {few ? (
        <Tag
          tone={left <= 3 ? 'danger' : 'waiting'}
          icon="clock"
          text={left < 0 ? t('reservation.over') : t('reservation.left', { count: left })}
        />
      ) : null}
    </>
  );
}
