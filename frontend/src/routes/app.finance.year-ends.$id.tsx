import { createFileRoute } from '@tanstack/react-router';
import { yearEndOptions } from '@/features/year-ends/api';
import { YearEndPage } from '@/features/year-ends/YearEndPage';

export const Route = createFileRoute('/app/finance/year-ends/$id')({
  loader: ({ context, params }) => context.queryClient.prefetchQuery(yearEndOptions(params.id)),
  component: function YearEnd() {
    return <YearEndPage id={Route.useParams().id} />;
  },
});
