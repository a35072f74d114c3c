import type { Floor } from './floor.ts';
import type { Hearsay } from './strengths.ts';
import type { PlaceTuning } from './tuning.ts';

interface Hearing {
  at: number;
  hearsay: readonly Hearsay[];
  /** Of each zone when somebody began to move there. */
  movedAt: readonly number[];
}

/**
 * The zone of the only scanner that hears a key, when that is enough to believe the key there.
 * Without a lesson nothing else can be told from one scanner: a weak key in its zone and a strong
 * one next door look alike. All others must have been silent for a while; a shorter while if
 * somebody began to move in that zone after the key was last heard elsewhere, for then it was
 * perhaps they who came. A faint key needs both.
 */
export const aloneIn = (
  { hops, zones }: Floor,
  { at, hearsay, movedAt }: Hearing,
  { aloneMs, comesMs, faintDbm, holdMs }: PlaceTuning,
): number | null => {
  const times = hearsay.map((each) => each.at);
  const scanner = times.indexOf(Math.max(...times));
  const heard = hearsay[scanner];
  if (heard === undefined || at - heard.at > holdMs) return null;
  const zone = zones.findIndex((_zone, index) => hops[index]?.[scanner] === 0);
  const rivals = times.filter((_time, index) => hops[zone]?.[index] !== 0);
  const elsewhereAt = Math.max(Number.NEGATIVE_INFINITY, ...rivals);
  const comes = (movedAt[zone] ?? Number.NEGATIVE_INFINITY) > elsewhereAt;
  const silentMs = at - elsewhereAt;
  if (heard.level < faintDbm) return comes && silentMs >= aloneMs ? zone : null;
  return silentMs >= (comes ? comesMs : aloneMs) ? zone : null;
};
