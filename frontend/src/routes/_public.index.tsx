import { createFileRoute } from '@tanstack/react-router';
import { Hero, HowItWorks } from '@/components/public/Home';
import { publicCallsOptions } from '@/features/calls/public/api';
import { OpenCalls } from '@/features/calls/public/OpenCalls';
import { publicNoticesOptions } from '@/features/notices/public/api';
import { NoticesInForce } from '@/features/notices/public/NoticesInForce';
import { publicProjectsOptions } from '@/features/projects/public/api';
import { FundedProjects } from '@/features/projects/public/FundedProjects';

export const Route = createFileRoute('/_public/')({
  loader: ({ context }) => {
    void context.queryClient.prefetchInfiniteQuery(publicCallsOptions({ status: 'open' }));
    void context.queryClient.prefetchInfiniteQuery(publicNoticesOptions({ state: 'running' }));
    void context.queryClient.prefetchInfiniteQuery(publicProjectsOptions({}));
  },
  component: () => (
    <>
      <Hero />
      <div className="pub-page pub-page--home">
        <OpenCalls />
        <NoticesInForce />
        <HowItWorks />
        <FundedProjects />
      </div>
    </>
  ),
});
