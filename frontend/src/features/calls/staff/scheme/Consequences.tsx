import { Descriptions } from '@/components/base/Descriptions';
import { Icon } from '@/components/base/Icon';
import { Money } from '@/components/base/Money';
import { useTranslation } from '@/lib/i18n';
import { blockerLabel, enumLabel } from '@/lib/labels';
import { formatBp } from '@/lib/scheme';
import type { SchemeCheckView } from '../api';

/** What a sound scheme means in yuan, track by track. */
export function Consequences({ checked }: { checked: SchemeCheckView | undefined }) {
  const { t } = useTranslation('schemes');
  if (!checked || checked.tracks.length === 0) return null;
  return (
    <div className="yc-stack">
      {checked.warnings.map((warning) => (
        <p key={warning.code} className="app-note app-note--warning">
          <Icon name="warning" /> {blockerLabel(warning)}
        </p>
      ))}
      <Descriptions
        columns={1}
        items={[
          {
            label: t('consequence.awards'),
            value: checked.awards_at_cap == null ? null : t('consequence.awardsText', { count: checked.awards_at_cap }),
          },
          {
            label: t('consequence.organiser'),
            value: checked.organiser_max ? <Money value={checked.organiser_max} /> : null,
          },
        ]}
      />
      {checked.tracks.map((track) => (
        <div key={track.track}>
          <p className="yc-strong">{t('consequence.track', { code: track.track })}</p>
          {track.cap ? (
            <ul className="yc-list">
              <li>
                {t('consequence.cap')} <Money value={track.cap} />
              </li>
              {track.tranches.map((one, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: an instalment is known by its number
                <li key={index}>
                  {t('consequence.tranche', {
                    n: index + 1,
                    share: formatBp(one.bp),
                    gate: enumLabel('gate', one.gate),
                  })}{' '}
                  <Money value={one.amount} />
                </li>
              ))}
              {track.matching_min ? (
                <li>
                  {t('consequence.matching')} <Money value={track.matching_min} />
                </li>
              ) : null}
              {track.whole_min ? (
                <li>
                  {t('consequence.whole')} <Money value={track.whole_min} />
                </li>
              ) : null}
            </ul>
          ) : (
            <p>{t('consequence.noCap')}</p>
          )}
        </div>
      ))}
    </div>
  );
}
