import { epochMs } from '@nanoedge/base';
import type { EpochMs, IdentityKey, ZoneId } from '@nanoedge/protocol';
import type { MainControllerConfig } from './manifest.ts';
import type { CarriedKey, CarriedKeys, Entry } from './model.ts';

/** One key heard somewhere; `seated`: in the room in which its owner is. */
export const hearKey = (
  keys: CarriedKeys,
  key: IdentityKey,
  { at, zone, seated }: { at: EpochMs; zone: ZoneId; seated: boolean },
): CarriedKeys =>
  new Map(keys).set(key, {
    heardAt: at,
    heardIn: zone,
    seatedAt: seated ? at : (keys.get(key)?.seatedAt ?? null),
  });

/** Their owner arrived in a room: the keys that are there now are those with which they leave. */
export const seatKeys = (
  keys: CarriedKeys,
  { zone, now, absenceMs }: { zone: ZoneId; now: EpochMs; absenceMs: number },
): CarriedKeys =>
  new Map(
    [...keys].map(([key, carried]) => {
      const here = carried.heardIn === zone && now - carried.heardAt < absenceMs;
      return [key, { ...carried, seatedAt: here ? now : null }];
    }),
  );

/** Nobody could be heard for a while: the silence of the seated keys begins anew. */
export const forgiveKeys = (keys: CarriedKeys, now: EpochMs): CarriedKeys =>
  new Map(
    [...keys].map(([key, carried]) => [
      key,
      carried.seatedAt === null ? carried : { ...carried, seatedAt: now },
    ]),
  );

/** Since when the key that counts for leaving is silent in the room. */
export const silentSince = (
  { keys, heardAt }: Entry,
  { leavesWith }: MainControllerConfig,
): EpochMs => {
  const seated = [...keys.values()].flatMap(({ seatedAt }) => seatedAt ?? []);
  if (seated.length === 0) return heardAt;
  return epochMs(leavesWith === 'every-key' ? Math.max(...seated) : Math.min(...seated));
};

/** Whether a key of somebody who left is still heard where they were: they forgot it there. */
export const leftKeyBehind = ({ keys }: Entry, now: EpochMs, absenceMs: number): boolean =>
  [...keys.values()].some(({ seatedAt }) => seatedAt !== null && now - seatedAt < absenceMs);

/** The key by which somebody who left their room was heard elsewhere just now. */
export const takenAlong = (
  { keys, journey }: Entry,
  now: EpochMs,
  absenceMs: number,
): CarriedKey | null =>
  [...keys.values()]
    .filter(({ heardAt, heardIn }) => heardIn !== journey.zone && now - heardAt < absenceMs)
    .toSorted((one, other) => other.heardAt - one.heardAt)[0] ?? null;
