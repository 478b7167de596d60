import { DateTime } from '@/components/base/DateTime';
import { useTranslation } from '@/lib/i18n';
import type { OrganisationView } from './api';

/** From when until when the grade counts. */
export function GradeDays({ organisation }: { organisation: OrganisationView }) {
  const { t } = useTranslation('record');
  const { grade_valid_from: from, grade_valid_until: until } = organisation;
  if (!from) return <span className="yc-muted">—</span>;
  return (
    <>
      <DateTime value={from} format="date" /> {t('rule.to')} <DateTime value={until} format="date" />
    </>
  );
}
