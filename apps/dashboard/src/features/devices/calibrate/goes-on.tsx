'use client';

import { calibrationPanelWords as words } from '@nanoedge/words';
import { useMutation } from '@tanstack/react-query';
import { Play, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { problemText } from '@/browser/api/problem.ts';
import { useTRPC } from '@/browser/api/trpc.ts';
import { Button } from '@/components/ui/button.tsx';
import { Confirm } from '@/components/ui/confirm.tsx';
import { StateWord } from '@/components/ui/state-mark.tsx';
import { type CalibrationDetail, type CalibrationNow, type LeftTour, taughtZones } from './tour.ts';
import { useRereadCalibration } from './use-guide.ts';

/** A calibration that somebody is in the middle of, or that a reload left behind. */
export const GoesOn = ({
  calibration: { deployment, zones },
  progress,
  onGoOn,
}: {
  calibration: CalibrationDetail;
  progress: NonNullable<CalibrationNow>;
  onGoOn: (left: LeftTour) => void;
}) => {
  const trpc = useTRPC();
  const reread = useRereadCalibration();
  const [asking, setAsking] = useState(false);
  const discard = useMutation(
    trpc.calibration.cancel.mutationOptions({
      onSuccess: () => {
        setAsking(false);
        toast(words.discarded);
        return reread();
      },
    }),
  );
  const { id, key, by, now } = progress;
  const taught = taughtZones({ zones }, progress);
  const nameOf = (zone: string): string => zones.find((each) => each.zone === zone)?.name ?? zone;
  return (
    <div className="flex flex-col items-start gap-2">
      <p>
        <StateWord tone="attention">
          {by === null ? words.goesOn.title : `${words.goesOn.title}${words.goesOn.by(by)}`}
        </StateWord>
      </p>
      <p className="text-ink-soft">
        {now === null ? '' : `${words.goesOn.at(nameOf(now.zone))} `}
        {words.goesOn.between(taught.length)} {words.goesOn.forgotten}
      </p>
      <div className="flex flex-wrap gap-2">
        {key === undefined ? null : (
          <Button onClick={() => onGoOn({ id, key, taught })}>
            <Play aria-hidden /> {words.goesOn.goOn}
          </Button>
        )}
        <Button tone="danger" onClick={() => setAsking(true)}>
          <Trash2 aria-hidden /> {words.discard}
        </Button>
      </div>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={words.discardAsk.title}
        action={words.discard}
        busy={discard.isPending}
        error={discard.error === null ? undefined : problemText(discard.error)}
        onConfirm={() => discard.mutate({ deployment, id })}
      >
        <p>{words.discardAsk.why}</p>
      </Confirm>
    </div>
  );
};
