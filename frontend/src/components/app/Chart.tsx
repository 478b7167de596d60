import type { ReactNode } from 'react';
import { useTranslation } from '@/lib/i18n';
import '@/styles/charts.css';

/**
 * A drawing for the eye: its title with the unit, what it shows in words, the drawing itself, and the same figures as a
 * table. The drawing is hidden from screen readers, which have the words and the table.
 */
export function Chart({
  title,
  text,
  finding,
  legend,
  table,
  children,
}: {
  /** With the unit of the scale. */
  title: string;
  /** How to read it. */
  text: string;
  /** What it shows here. */
  finding?: ReactNode;
  legend?: ReactNode;
  table: ReactNode;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <section className="app-chart">
      <h3>{title}</h3>
      <p className="yc-muted">{text}</p>
      {finding ? <p className="app-chart__finding">{finding}</p> : null}
      <div aria-hidden="true">
        {children}
        {legend ? <div className="app-chart__legend">{legend}</div> : null}
      </div>
      <details className="app-details yc-no-print">
        <summary>{t('chart.asTable')}</summary>
        {table}
      </details>
    </section>
  );
}
