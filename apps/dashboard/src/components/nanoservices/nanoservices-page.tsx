'use client';

import { useQuery } from '@tanstack/react-query';
import { Boxes } from 'lucide-react';
import { Empty, Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { PageHeader, Panel } from '@/components/ui/page.tsx';
import { problemText } from '@/lib/problem.ts';
import { useSite } from '@/lib/site.tsx';
import { useTRPC } from '@/lib/trpc.ts';
import { useLiveMatrix } from '@/lib/live/matrix.ts';
import { Footprint } from './footprint.tsx';
import { Matrix } from './matrix.tsx';

/** What runs where, and what does it cost? */
export const NanoservicesPage = () => {
  const trpc = useTRPC();
  const { id: site } = useSite();
  const read = useQuery(trpc.nanoservices.matrix.queryOptions({ site }));
  const matrix = useLiveMatrix(read.data);
  return (
    <>
      <PageHeader title="Nanoservices" subtitle="What runs where, and what does it cost?" />
      <div className="flex flex-col gap-4 px-4 md:px-6">
        <Panel title="Nanoservices on devices">
          {read.isPending ? <SkeletonRows /> : null}
          {read.error !== null ? (
            <Problem title="The nanoservices could not be read" detail={problemText(read.error)} retry={read.refetch} />
          ) : null}
          {matrix !== undefined && matrix.devices.length === 0 ? (
            <Empty title="No device to run on yet" icon={<Boxes aria-hidden />}>
              Nanoservices run on devices. Enrol one under Devices first.
            </Empty>
          ) : null}
          {matrix !== undefined && matrix.devices.length > 0 ? <Matrix matrix={matrix} /> : null}
        </Panel>
        {matrix === undefined ? null : <Footprint matrix={matrix} />}
      </div>
    </>
  );
};
