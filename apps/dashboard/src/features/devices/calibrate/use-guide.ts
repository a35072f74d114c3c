'use client';

import { calibrationPanelWords } from '@nanoedge/words';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { toast } from 'sonner';
import { useTRPC } from '@/browser/api/trpc.ts';
import { useTaken } from '@/features/runs/use-taken.ts';
import {
  type CalibrationDetail,
  type Guide,
  type LeftTour,
  onward,
  type Tour,
  stageOf,
} from './tour.ts';

const askAgainMs = 1_000;

/** Reads what a main-controller was taught, and what goes on there, again. */
export const useRereadCalibration = () => {
  const trpc = useTRPC();
  const client = useQueryClient();
  return () => client.invalidateQueries(trpc.calibration.pathFilter());
};

const useEnds = (onClose: () => void) => {
  const trpc = useTRPC();
  const taken = useTaken(onClose);
  const reread = useRereadCalibration();
  const cancel = useMutation(
    trpc.calibration.cancel.mutationOptions({
      onSuccess: () => {
        toast(calibrationPanelWords.discarded);
        onClose();
        return reread();
      },
    }),
  );
  const finish = useMutation(
    trpc.calibration.finish.mutationOptions({
      onSuccess: (run) => Promise.all([taken([run]), reread()]),
    }),
  );
  return { cancel, finish };
};

/** Where the guide is, what the main-controller says of it, and the way into a zone. */
const useTeaching = (deployment: CalibrationDetail['deployment'], left: LeftTour | null) => {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [guide, setGuide] = useState<Guide>({ at: 'choosing', before: null, left });
  const asked = trpc.calibration.progress.queryOptions({ deployment });
  const progress = useQuery({
    ...asked,
    enabled: guide.at === 'teaching',
    retry: false,
    refetchInterval: ({ state }) => (state.data?.now == null ? false : askAgainMs),
  });
  const teach = useMutation(trpc.calibration.teach.mutationOptions());
  const start = async (tour: Tour, index: number): Promise<void> => {
    const zone = tour.zones[index]?.zone;
    if (zone === undefined) return;
    setGuide({ at: 'standing', tour, index });
    const { id, key, seconds, simulated } = tour;
    // An answer from before would say that nothing is taught
    await client.cancelQueries({ queryKey: asked.queryKey });
    teach.mutate(
      { deployment, id, key, zone, seconds, simulated },
      {
        onSuccess: (begun) => {
          client.setQueryData(asked.queryKey, begun);
          setGuide({ at: 'teaching', tour, index });
        },
      },
    );
  };
  return { guide, setGuide, progress, teach, start };
};

/** Guides through the zones of a calibration; `stopping` asks before what was taught is lost. */
export const useGuide = ({
  calibration,
  left,
  onClose,
}: {
  calibration: CalibrationDetail;
  left: LeftTour | null;
  onClose: () => void;
}) => {
  const { deployment } = calibration;
  const { guide, setGuide, progress, teach, start } = useTeaching(deployment, left);
  const { cancel, finish } = useEnds(onClose);
  const [stopping, setStopping] = useState(false);
  const go = (next: Guide): void => {
    teach.reset();
    finish.reset();
    setGuide(next);
  };
  const stage = stageOf(calibration, guide, progress.data ?? null);
  const walksOn = stage.kind === 'taught' && stage.tour.simulated && !stopping ? stage : null;
  const done = walksOn === null ? null : walksOn.index;
  useEffect(() => {
    if (walksOn === null || done === null) return;
    const next = onward(walksOn.tour, done);
    if (next.at === 'standing') void start(next.tour, next.index);
    else go(next);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once for each zone that is through
  }, [done]);

  const begun =
    guide.at !== 'choosing' &&
    (progress.data?.id === guide.tour.id || teach.isPending || teach.isError);
  return {
    stage,
    start,
    go,
    teach,
    progress,
    finish: {
      ...finish,
      use: ({ id }: Tour) => finish.mutate({ deployment, id }),
    },
    cancel: {
      ...cancel,
      discard: () => {
        if (guide.at !== 'choosing') cancel.mutate({ deployment, id: guide.tour.id });
      },
    },
    stopping,
    askToStop: () => {
      if (begun) setStopping(true);
      else onClose();
    },
    goOn: () => {
      cancel.reset();
      setStopping(false);
    },
  };
};

export type UsedGuide = ReturnType<typeof useGuide>;
