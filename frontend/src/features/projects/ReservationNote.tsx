import type { ReservationView } from '@/api/gen/types.gen';
import { DateTime } from '@/components/base/DateTime';
import { Icon } from '@/components/base/Icon';
import { useTranslation } from '@/lib/i18n';
import { SignBy } from './SignBy';

/** Until when the agreement is signed, what happens otherwise, and the later day that was asked for or granted. */
export function ReservationNote({ reservation }: { reservation: ReservationView }) {
  const { t } = useTranslation('projects');
  const { extension } = reservation;
  return (
    <div className="app-note app-note--info">
      <Icon name="clock" />
      <div>
        <p>
          {t('reservation.signBy')}
          {t('common:colon')}
          <SignBy reservation={reservation} />
        </p>
        <p className="yc-muted">{t('reservation.otherwise')}</p>
        {extension ? (
          <p>
            {extension.state === 'granted' ? t('reservation.granted') : t('reservation.asked')}
            {t('common:colon')}
            <DateTime value={extension.until} format="date" />{' '}
            <span className="yc-muted">
              {t('reservation.reason')}
              {t('common:colon')}
              {extension.reason}
            </span>
          </p>
        ) : null}
      </div>
    </div>
  );
}
