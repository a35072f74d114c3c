'use client';

import { planWords } from '@nanoedge/words';
import { useQuery } from '@tanstack/react-query';
import { problemText } from '@/browser/api/problem.ts';
import { useTRPC } from '@/browser/api/trpc.ts';
import { useSite } from '@/browser/site/site.tsx';
import { BackLink } from '@/components/ui/back-link.tsx';
import { Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { PageHeader } from '@/components/ui/page.tsx';
import { PlanEditor } from './plan-editor.tsx';

/** Where are the zones of this building, and how does one walk from one into the next? */
export const PlanPage = () => {
  const trpc = useTRPC();
  const { id: site } = useSite();
  const { data, error, isPending, refetch } = useQuery(trpc.plan.get.queryOptions({ site }));
  return (
    <>
      <PageHeader
        title={planWords.title}
        subtitle={planWords.subtitle}
        before={<BackLink href="/settings">{planWords.toSettings}</BackLink>}
      />
      <div className="px-4 pb-6 md:px-6">
        {isPending ? <SkeletonRows rows={6} /> : null}
        {error !== null && data === undefined ? (
          <Problem title={planWords.unread} detail={problemText(error)} retry={refetch} />
        ) : null}
        {data === undefined ? null : <PlanEditor stored={data} />}
      </div>
    </>
  );
};
