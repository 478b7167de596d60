import { useTranslation } from '@/lib/i18n';
import type { DiagnosticsView } from '../api';
import { useTitle } from './titles';

/** On whom the line hangs: without that reviewer other proposals would be above it. */
export function Pivotal({ found }: { found: DiagnosticsView }) {
  const { t } = useTranslation('diagnostics');
  const title = useTitle();
  const rows = found.pivot.without.filter((row) => row.pivotal);
  const names = (list: string[]) =>
    list.length > 0 ? list.map((number) => title(number)).join(t('common:comma')) : t('nobody');
  return (
    <section className="app-chart">
      <h3>{t('pivotal')}</h3>
      {rows.length === 0 ? (
        <p className="app-chart__finding">{t('noPivotal')}</p>
      ) : (
        <ul className="app-plainlist">
          {rows.map((row) => (
            <li key={row.reviewer}>
              {t('pivotalText', {
                reviewer: row.reviewer,
                gained: names(row.gained),
                lost: names(row.lost),
              })}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
