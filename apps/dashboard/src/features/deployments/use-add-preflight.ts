'use client';

import type { Outputs } from '@/browser/api/trpc.ts';
import { type PreflightQuestion, usePreflight } from './preflight.ts';

type Device = Pick<Outputs['deployments']['places']['devices'][number], 'id'>;

const stillMs = 400;
const mostDevices = 200;

/**
 * Asks which devices could run the release, and, because names and ports are given out, what those
 * that are chosen would get. `ask` makes the whole question of a placement.
 */
export const useAddPreflight = (
  devices: readonly Device[],
  placed: readonly Device[],
  ask: {
    site: string;
    release: string;
    of: (placement: PreflightQuestion['placement']) => PreflightQuestion;
  },
) => {
  const ids = (some: readonly { id: string }[]) => some.slice(0, mostDevices).map(({ id }) => id);
  const { site, release } = ask;
  const everywhere = usePreflight(
    devices.length === 0 ? null : { site, release, placement: { devices: ids(devices) } },
    stillMs,
  );
  const chosen = usePreflight(
    placed.length === 0 ? null : ask.of({ devices: ids(placed) }),
    stillMs,
  );
  return {
    everywhere: everywhere.data ?? [],
    proposals: (chosen.data ?? []).filter(({ device }) => placed.some(({ id }) => id === device)),
    error: everywhere.error,
  };
};
