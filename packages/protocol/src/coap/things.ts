import * as z from 'zod/mini';
import { MeetingId, RoomId } from '../ids.ts';
import { ContentItem, PersonSummary } from '../people.ts';
import { Colour, EpochMs } from '../units.ts';
import { Arrow } from './guidance.ts';
import { Sighting } from './scan.ts';

export const ThingKind = z.enum(['motion', 'ble', 'lights', 'screen']);
export type ThingKind = z.infer<typeof ThingKind>;

/** `GET /things/{motion}` (observable): the PIR's output, high while something warm moves. */
export const MotionState = z.object({
  kind: z.literal('motion'),
  active: z.boolean(),
  at: EpochMs,
});
export type MotionState = z.infer<typeof MotionState>;

/**
 * `GET /things/{ble}` (observable): the last advertisement of each key heard within two seconds.
 * The radio listens only while somebody observes.
 */
export const BleState = z.object({ kind: z.literal('ble'), heard: z.array(Sighting) });
export type BleState = z.infer<typeof BleState>;

/** One person's light at one waypoint. */
export const Lamp = z.object({
  waypoint: z.string(),
  colour: Colour,
  arrow: Arrow,
  initials: z.string(),
});
export type Lamp = z.infer<typeof Lamp>;

/** `GET|PUT /things/{lights}`: every lamp that is lit; a PUT replaces all. */
export const LightsState = z.object({
  kind: z.literal('lights'),
  lamps: z.array(Lamp).check(z.maxLength(64)),
});
export type LightsState = z.infer<typeof LightsState>;

/**
 * `GET|PUT /things/{screen}`: what a room screen shows. `cleared` hides whatever was there while
 * content loads.
 */
export const ScreenState = z.discriminatedUnion('mode', [
  z.object({ kind: z.literal('screen'), mode: z.literal('idle') }),
  z.object({ kind: z.literal('screen'), mode: z.literal('cleared') }),
  z.object({
    kind: z.literal('screen'),
    mode: z.literal('content'),
    meeting: z.object({ id: MeetingId, title: z.string(), room: RoomId, endsAt: EpochMs }),
    items: z.array(ContentItem),
    welcome: z.array(PersonSummary),
  }),
]);
export type ScreenState = z.infer<typeof ScreenState>;

export const ThingState = z.discriminatedUnion('kind', [
  MotionState,
  BleState,
  LightsState,
  ScreenState,
]);
export type ThingState = z.infer<typeof ThingState>;
