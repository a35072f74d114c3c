'use client';

import { Boxes, OctagonX, Plus } from 'lucide-react';
import Link from 'next/link';
import { useMemo } from 'react';
import { useChanges } from '@/features/deployments/changes-context.ts';
import { Button, buttonLook } from '@/components/ui/button.tsx';
import { Empty, Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { Input } from '@/components/ui/input.tsx';
import { PageHeader, Panel } from '@/components/ui/page.tsx';
import { type MatrixView, useLiveMatrix } from '@/features/deployments/live-matrix.ts';
import { useMatrix } from '@/features/deployments/matrix-query.ts';
import { matrixRows, narrowed } from './matrix-rows.ts';
import { problemText } from '@/browser/api/problem.ts';
import { useUrlState } from '@/browser/address/url-state.ts';
import { Footprint } from './footprint.tsx';
import { Matrix } from './matrix.tsx';

const Actions = ({ any }: { any: boolean }) => {
  const changes = useChanges();
  const { get, set } = useUrlState();
  return (
    <>
      <Input
        type="search"
        aria-label="Find a nanoservice or device"
        placeholder="Find"
        value={get('q')}
        onChange={(event) => set({ q: event.target.value })}
        className="w-36"
      />
      {changes === null ? null : (
        <>
          {any ? (
            <Button
              tone="danger"
              onClick={() => changes.ask({ kind: 'terminate-all', device: null })}
            >
              <OctagonX aria-hidden /> Terminate all…
            </Button>
          ) : null}
          <Link href="/new-nanoservice" className={buttonLook({ tone: 'primary' })}>
            <Plus aria-hidden /> Create nanoservice
          </Link>
        </>
      )}
    </>
  );
};

const Body = ({ matrix }: { matrix: MatrixView }) => {
  const { get, set } = useUrlState();
  const all = useMemo(() => matrixRows(matrix), [matrix]);
  const { rows, devices } = narrowed(all, matrix.devices, get('q'));
  if (matrix.devices.length === 0) {
    return (
      <Empty title="No device to run on yet" icon={<Boxes aria-hidden />}>
        Nanoservices run on devices. Enrol one under Devices first.
      </Empty>
    );
  }
  if (rows.length === 0)
    return (
      <Empty
        title="No nanoservice or device has that name"
        action={<Button onClick={() => set({ q: '' })}>Show all</Button>}
      >
        Try fewer letters.
      </Empty>
    );
  return <Matrix rows={rows} devices={devices} />;
};

/** What runs where, and what does it cost? */
export const NanoservicesPage = () => {
  const read = useMatrix();
  const live = useLiveMatrix(read.data);
  return (
    <>
      <PageHeader
        title="Nanoservices"
        subtitle="What runs where, and what does it cost?"
        actions={<Actions any={(read.data?.deployments.length ?? 0) > 0} />}
      />
      <div className="flex flex-col gap-4 px-4 md:px-6">
        <Panel title="Nanoservices on devices">
          {read.isPending ? <SkeletonRows className="h-14" /> : null}
          {read.error !== null && read.data === undefined ? (
            <Problem
              title="The nanoservices could not be read"
              detail={problemText(read.error)}
              retry={read.refetch}
            />
          ) : null}
          {read.data === undefined ? null : <Body matrix={read.data} />}
        </Panel>
        {live === undefined ? null : <Footprint matrix={live} />}
      </div>
    </>
  );
};
