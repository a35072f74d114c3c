'use client';

import { calibrationPanelWords as words, inList } from '@nanoedge/words';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Undo2 } from 'lucide-react';
import { toast } from 'sonner';
import { problemText } from '@/browser/api/problem.ts';
import { type Outputs, useTRPC } from '@/browser/api/trpc.ts';
import { useMe } from '@/browser/site/site.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Problem, SkeletonRows } from '@/components/ui/feedback.tsx';
import { Panel } from '@/components/ui/page.tsx';
import { Ago } from '@/components/ui/time.tsx';

type Calibration = Outputs['calibration']['get'];

const named = (zones: readonly { name: string }[]): string => inList(zones.map(({ name }) => name));

const LessonFacts = ({ calibration: { lesson, zones } }: { calibration: Calibration }) =>
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

/** What a main-controller was taught of how keys are heard, and the way back. */
export const CalibrationPanel = ({ deployment }: { deployment: string }) => {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { role } = useMe();
  const wanted = trpc.calibration.get.queryOptions({ deployment });
  const read = useQuery(wanted);
  const undo = useMutation(
    trpc.calibration.undo.mutationOptions({
      onSuccess: () => {
        toast.success(words.undone);
        return client.invalidateQueries({ queryKey: wanted.queryKey });
      },
      onError: (error) => toast.error(problemText(error)),
    }),
  );
  const undoTo = read.data?.undoTo ?? null;
  return (
    <Panel title={words.title}>
      <div className="flex flex-col items-start gap-2 p-3">
        {read.isPending ? <SkeletonRows rows={1} /> : null}
        {read.error === null ? null : (
          <Problem title={words.unread} detail={problemText(read.error)} retry={read.refetch} />
        )}
        {read.data === undefined ? null : <LessonFacts calibration={read.data} />}
        {role === 'admin' ? <p className="text-ink-soft">{words.how}</p> : null}
        {role !== 'admin' || undoTo === null ? null : (
          <Button disabled={undo.isPending} onClick={() => undo.mutate({ deployment })}>
            <Undo2 aria-hidden /> {words.undo[undoTo]}
          </Button>
        )}
      </div>
    </Panel>
  );
};
