import { createFileRoute } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { publicCallOptions } from '@/features/calls/public/api';
import { CallPage } from '@/features/calls/public/CallPage';
import { loadTexts } from '@/lib/i18n';

/** Most calls have no draw to show: its part comes after the page. */
const Draws = lazy(() => import('@/features/draws/public/Draws').then(({ Draws }) => ({ default: Draws })));

export const Route = createFileRoute('/_public/calls/$id')({
  beforeLoad: () => loadTexts('rules'),
  loader: ({ context, params }) => context.queryClient.ensureQueryData(publicCallOptions(params.id)),
  component: function Call() {
    const { id } = Route.useParams();
    return (
      <CallPage
        id={id}
        draws={
          <Suspense>
            <Draws callId={id} />
          </Suspense>
        }
      />
    );
  },
});
