import { createFileRoute } from '@tanstack/react-router';
import { voucherOptions } from '@/features/fund-reports/api';
import { VoucherPage } from '@/features/fund-reports/VoucherPage';
import { loadTexts } from '@/lib/i18n';

export const Route = createFileRoute('/app/finance/vouchers/$id')({
  beforeLoad: () => loadTexts('reports'),
  loader: ({ context, params }) => context.queryClient.ensureQueryData(voucherOptions(params.id)),
  component: function Voucher() {
    return <VoucherPage id={Route.useParams().id} />;
  },
});
