'use client';

import { calibrationPanelWords as words, inList } from '@nanoedge/words';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Radar, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { problemText } from '@/browser/api/problem.ts';
import { useTRPC } from '@/browser/api/trpc.ts';
import { useMay } from '@/browser/site/site.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { Panel } from '@/components/ui/page.tsx';
import { Ago } from '@/components/ui/time.tsx';
import { useTaken } from '@/features/runs/use-taken.ts';
import { CalibrateDialog } from './calibrate/calibrate-dialog.tsx';
import { GoesOn } from './calibrate/goes-on.tsx';
import type { CalibrationDetail, LeftTour } from './calibrate/tour.ts';
import { useRereadCalibration } from './calibrate/use-guide.ts';
import { RefusedHere } from './calibrate/zone-steps.tsx';

/** What others do is seen after so long at most. */
const askAgainMs = { idle: 10_000, goesOn: 2_000 };

const named = (zones: readonly { name: string }[]): string => inList(zones.map(({ name }) => name));

const LessonFacts = ({ calibration: { lesson, zones } }: { calibration: CalibrationDetail }) =>
  lesson === null ? (
    <p>{words.none}</p>
  ) : (
    <>
      <p>
        {words.lesson.before}
        <Ago at={lesson.taughtAt} />
        {words.lesson.after(lesson.taught.length, zones.length)}
      </p>
      {lesson.untaught.length === 0 ? null : <p>{words.untaught(named(lesson.untaught))}</p>}
      {lesson.newScanners.length === 0 ? null : (
        <p>{words.newScanners(named(lesson.newScanners))}</p>
      )}
    </>
  );

const UndoLesson = ({
  deployment,
  to,
}: {
  deployment: CalibrationDetail['deployment'];
  to: NonNullable<CalibrationDetail['undoTo']>;
}) => {
  const trpc = useTRPC();
  const taken = useTaken(() => undefined);
  const reread = useRereadCalibration();
  const undo = useMutation(
    trpc.calibration.undo.mutationOptions({
      onSuccess: (run) => Promise.all([taken([run]), reread()]),
    }),
  );
  return (
    <>
      <Button disabled={undo.isPending} onClick={() => undo.mutate({ deployment })}>
        <Undo2 aria-hidden /> {words.undo[to]}
      </Button>
      <RefusedHere title={words.undoFailed} error={undo.error} />
    </>
  );
};

/** What an administrator can do about it, and what goes on now. */
const Acts = ({ calibration }: { calibration: CalibrationDetail }) => {
  const trpc = useTRPC();
  const { deployment, undoTo } = calibration;
  const [open, setOpen] = useState<{ left: LeftTour | null } | null>(null);
  const calibrating = open !== null;
  const progress = useQuery({
    ...trpc.calibration.progress.queryOptions({ deployment }),
    enabled: !calibrating,
    retry: false,
    refetchInterval: ({ state }) => (state.data == null ? askAgainMs.idle : askAgainMs.goesOn),
  });
  const goesOn = calibrating || progress.error !== null ? null : (progress.data ?? null);
  return (
    <>
      {goesOn === null ? (
        <p className="text-ink-soft">{words.how}</p>
      ) : (
        <GoesOn calibration={calibration} progress={goesOn} onGoOn={(left) => setOpen({ left })} />
      )}
      <div className="flex flex-wrap items-center gap-2">
        {goesOn === null ? (
          <Button disabled={progress.isError} onClick={() => setOpen({ left: null })}>
            <Radar aria-hidden /> {words.begin}
          </Button>
        ) : null}
        {undoTo === null ? null : <UndoLesson deployment={deployment} to={undoTo} />}
      </div>
      {calibrating || progress.error === null ? null : (
        <p className="text-ink-soft">{problemText(progress.error)}</p>
      )}
      {open === null ? null : (
        <CalibrateDialog calibration={calibration} left={open.left} onClose={() => setOpen(null)} />
      )}
    </>
  );
};

/** What a main-controller was taught of how keys are heard, how to teach it, and the way back. */
export const CalibrationPanel = ({ deployment }: { deployment: string }) => {
  const trpc = useTRPC();
  const may = useMay();
  const read = useQuery(trpc.calibration.get.queryOptions({ deployment }));
  return (
    <Panel title={words.title}>
      <div className="flex flex-col items-start gap-2 p-3">
        {read.isPending ? <SkeletonRows rows={1} /> : null}
        {read.error === null ? null : (
          <Problem title={words.unread} detail={problemText(read.error)} retry={read.refetch} />
        )}
        {read.data === undefined ? null : <LessonFacts calibration={read.data} />}
        {may('calibration.teach') && read.data !== undefined ? (
          <Acts calibration={read.data} />
        ) : null}
      </div>
    </Panel>
  );
};
