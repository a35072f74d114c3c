import type { EpochMs } from '@nanoedge/protocol';
import { drillWords as words } from '@nanoedge/words';
import * as z from 'zod/mini';
import { ControlRefused } from '../errors.ts';

/** What somebody at the device asks of a drill over the control socket. */
export const LocalDrill = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('end') }),
  z.object({ kind: z.literal('status') }),
]);
export type LocalDrill = z.infer<typeof LocalDrill>;

interface DrillControl {
  endsAt: EpochMs | null;
  end: () => boolean;
}

/** What became of it, in words. Throws ControlRefused when there is nothing to end. */
export const localDrill = (request: LocalDrill, drill: DrillControl, now: EpochMs): string => {
  const { endsAt } = drill;
  switch (request.kind) {
    case 'status':
      return endsAt === null ? words.none : words.lasts(Math.max(0, endsAt - now));
    case 'end':
      if (!drill.end()) throw new ControlRefused(words.none);
      return words.endedHere;
  }
};
