import { createFileRoute } from '@tanstack/react-router';
import { PageHeader } from '@/components/app/PageHeader';
import { FinanceFigures } from '@/features/payments/staff/FinanceFigures';
import { useTranslation } from '@/lib/i18n';

/** What waits on finance. */
export const Route = createFileRoute('/app/finance/')({
  component: function Overview() {
    const { t } = useTranslation('payments');
    return (
      <>
        <PageHeader title={t('overview.title')} meta={t('overview.lead')} />
        <FinanceFigures />
      </>
    );
  },
});
