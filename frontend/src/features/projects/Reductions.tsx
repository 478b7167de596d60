import type { ReductionView } from '@/api/gen/types.gen';
import { Card } from '@/components/app/Card';
import { ReductionTable } from '@/components/app/ReductionTable';
import { DateTime } from '@/components/base/DateTime';
import { useTranslation } from '@/lib/i18n';

/** What was taken back of a project, each from what to what; nothing is drawn when nothing was. */
export function ReductionsCard({ reductions }: { reductions: ReductionView[] }) {
  const { t } = useTranslation('projects');
  if (reductions.length === 0) return null;
  return (
    <Card title={t('reductions.title')} id="reductions">
      {reductions.map((reduction) => (
        <section key={reduction.number} className="yc-stack">
          <p>
            {reduction.number} · <DateTime value={reduction.executed_at} format="date" /> · {reduction.reason}
          </p>
          <ReductionTable plan={reduction} />
        </section>
      ))}
    </Card>
  );
}
