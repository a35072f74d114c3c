'use client';

import { isOpen, runDrawerWords } from '@nanoedge/words';
import { useQuery } from '@tanstack/react-query';
import { Undo2 } from 'lucide-react';
import { Button } from '@/components/ui/button.tsx';
import { Drawer } from '@/components/ui/drawer.tsx';
import { Empty, Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { isNotFound, problemText } from '@/browser/api/problem.ts';
import { type DrawerTarget, useRunDrawer } from './drawer-address.ts';
import type { Run } from './run.ts';
import { useBatch, useRecentRuns } from './run-queries.ts';
import { useTRPC } from '@/browser/api/trpc.ts';
import { RunCard } from './run-card.tsx';
import { useUndoAll } from './use-undo-all.ts';

interface Read {
  data: readonly Run[] | undefined;
  error: unknown;
  refetch: () => unknown;
}

const UndoAll = ({ runs }: { runs: readonly Run[] }) => {
  const { all, busy } = useUndoAll();
  const undoable = runs.filter((run) => run.undoable);
  if (undoable.length < 2) return null;
  return (
    <Button size="sm" disabled={busy} onClick={() => void all(undoable.map(({ id }) => id))}>
      <Undo2 aria-hidden /> {runDrawerWords.undoAll(undoable.length)}
    </Button>
  );
};

/** The whole batch in a line, told to screen readers as it goes on. */
const BatchSummary = ({ runs }: { runs: readonly Run[] }) => {
  const done = runs.filter((run) => run.state === 'done').length;
  const open = runs.filter(isOpen).length;
  const other = runs.length - done - open;
  return (
    <div className="flex min-h-10 items-center gap-2 border-b border-line px-4 py-1.5">
      <p role="status" className="flex-1 text-ink-soft">
        {runDrawerWords.batch({ done, all: runs.length, open, other })}
      </p>
      <UndoAll runs={runs} />
    </div>
  );
};

const Body = ({ read, batch }: { read: Read; batch: boolean }) => {
  const { data, error } = read;
  if (data === undefined) {
    if (error === null) return <SkeletonRows rows={4} />;
    return isNotFound(error) ? (
      <Empty title={runDrawerWords.missing}>{runDrawerWords.missingWhy}</Empty>
    ) : (
      <Problem title={runDrawerWords.unread} detail={problemText(error)} retry={read.refetch} />
    );
  }
  if (data.length === 0) return <Empty title={runDrawerWords.none}>{runDrawerWords.noneWhy}</Empty>;
  return (
    <>
      {batch ? <BatchSummary runs={data} /> : null}
      {data.map((run) => (
        <RunCard key={run.id} run={run} />
      ))}
    </>
  );
};

const Shown = ({ read, batch = false }: { read: Read; batch?: boolean }) => {
  const { close } = useRunDrawer();
  const single = read.data?.length === 1 ? read.data[0] : undefined;
  const title =
    single !== undefined && isOpen(single) ? runDrawerWords.inProgress : runDrawerWords.title;
  return (
    <Drawer open onClose={close} title={title}>
      <Body read={read} batch={batch && (read.data?.length ?? 0) > 1} />
    </Drawer>
  );
};

const OneRun = ({ id }: { id: string }) => {
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery({
    ...trpc.runs.get.queryOptions({ run: id }),
    retry: false,
  });
  return <Shown read={{ data: data === undefined ? undefined : [data], error, refetch }} />;
};

const Batch = ({ id }: { id: string }) => <Shown batch read={useBatch(id)} />;
const Recent = () => <Shown read={useRecentRuns()} />;

const Target = ({ target }: { target: DrawerTarget }) => {
  if (target.kind === 'run') return <OneRun id={target.id} />;
  return target.kind === 'batch' ? <Batch id={target.id} /> : <Recent />;
};

/**
 * The changes that somebody asked for, as they happen. What it shows is in the address; closing it
 * stops nothing.
 */
export const RunDrawer = () => {
  const { target } = useRunDrawer();
  return target === null ? null : <Target key={target.kind} target={target} />;
};
