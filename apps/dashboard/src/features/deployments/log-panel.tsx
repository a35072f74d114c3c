'use client';

import { deploymentLogWords } from '@nanoedge/words';
import { useQuery } from '@tanstack/react-query';
import { RotateCw } from 'lucide-react';
import { problemText } from '@/browser/api/problem.ts';
import { useTRPC } from '@/browser/api/trpc.ts';
import { useMay } from '@/browser/site/site.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Empty, Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { Panel } from '@/components/ui/page.tsx';

const lines = 200;

/** What a deployment wrote last, as its device says it now. */
export const LogPanel = ({ deployment }: { deployment: string }) => {
  const trpc = useTRPC();
  const may = useMay();
  const read = useQuery({
    ...trpc.deployments.log.queryOptions({ deployment, lines }),
    retry: false,
    enabled: may('deployment.readLog'),
  });
  if (!may('deployment.readLog')) return null;
  const { data, error } = read;
  return (
    <Panel
      title={deploymentLogWords.title}
      actions={
        <Button size="sm" disabled={read.isFetching} onClick={() => void read.refetch()}>
          <RotateCw aria-hidden /> {deploymentLogWords.again}
        </Button>
      }
      scrolls
      bodyClassName="max-h-96"
      data-testid="deployment-log"
    >
      {read.isPending ? <SkeletonRows rows={4} className="h-4" /> : null}
      {error === null ? null : (
        <Problem
          title={deploymentLogWords.unread}
          detail={problemText(error)}
          retry={read.refetch}
        />
      )}
      {error !== null || data === undefined ? null : data.lines.length > 0 ? (
        <pre className="p-3 font-mono text-xs leading-relaxed whitespace-pre-wrap break-words">
          {data.lines.join('\n')}
        </pre>
      ) : (
        <Empty title={data.isMade ? deploymentLogWords.none : deploymentLogWords.noContainer}>
          {data.isMade ? deploymentLogWords.noneWhy : deploymentLogWords.noContainerWhy}
        </Empty>
      )}
    </Panel>
  );
};
