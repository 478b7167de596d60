import { PlainTable } from '@/components/base/PlainTable';
import { useTranslation } from '@/lib/i18n';
import { figure } from '../../lib/diagnostics';
import type { DiagnosticsView } from '../api';

/** How far the mean of more or fewer such reviewers could be trusted. */
export function Planning({ found }: { found: DiagnosticsView }) {
  const { t } = useTranslation('diagnostics');
  const { planned } = found.reliability;
  const known = planned.some((row) => row.reliability != null);
  return (
    <section className="app-chart">
      <h3>{t('planning')}</h3>
      <p className="yc-muted">{t('planningText')}</p>
      {known ? null : <p className="app-chart__finding">{t('planningNone')}</p>}
      <PlainTable
        caption={t('planning')}
        rows={planned}
        rowKey={(row) => String(row.reviewers)}
        columns={[
          { key: 'reviewers', title: t('panelSize'), primary: true, render: (row) => row.reviewers },
          {
            key: 'reliability',
            title: t('planned'),
            align: 'right',
            render: (row) => (row.reliability == null ? t('undefined') : figure(row.reliability)),
          },
        ]}
      />
    </section>
  );
}
