import * as z from 'zod/mini';
import { Colour, Digest, EpochMs, TimeZone } from '@nanoedge/protocol';

/** A meeting as the idle screen draws it; `key` tells it from others and says nothing else. */
export const AgendaEntry = z.strictObject({
  key: z.string(),
  title: z.string(),
  startsAt: EpochMs,
  endsAt: EpochMs,
});
export type AgendaEntry = z.infer<typeof AgendaEntry>;

/** Who is greeted, by name or initials as the room has it. */
export const Greeted = z.strictObject({ key: z.string(), text: z.string(), colour: Colour });
export type Greeted = z.infer<typeof Greeted>;

/** A piece as it is drawn; what is no link is read by its digest while it is shown. */
export const DrawnItem = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('link'), name: z.string(), url: z.string() }),
  z.strictObject({ kind: z.enum(['pdf', 'image', 'markdown']), name: z.string(), digest: Digest }),
]);
export type DrawnItem = z.infer<typeof DrawnItem>;

export const DrawnRoom = z.strictObject({
  name: z.string(),
  timeZone: z.optional(TimeZone),
  /** Those of today. */
  meetings: z.array(AgendaEntry),
});
export type DrawnRoom = z.infer<typeof DrawnRoom>;

/**
 * What the agent sends to the room screen over `/state`: what is drawn, and nothing else. `now` is
 * the device's clock, so that the browser's may be wrong.
 */
export const DisplayState = z.strictObject({
  now: EpochMs,
  room: z.nullable(DrawnRoom),
  screen: z.discriminatedUnion('mode', [
    z.strictObject({ mode: z.literal('idle') }),
    z.strictObject({ mode: z.literal('cleared') }),
    z.strictObject({
      mode: z.literal('content'),
      key: z.string(),
      title: z.string(),
      items: z.array(DrawnItem),
      welcome: z.array(Greeted),
    }),
  ]),
  /** Of which build the page is that the agent serves now. */
  build: z._default(z.string(), ''),
});
export type DisplayState = z.infer<typeof DisplayState>;

/**
 * So often a page hears that the device is there. One that heard nothing for `silentMs` hides what
 * is private: nobody can say any more whether those who may see it are still in the room.
 */
export const beatMs = 500;
export const silentMs = 1_800;

/** What an unpaired browser shows: `POST /pair` begins, `GET /pair` says how it stands. */
export const PairState = z.discriminatedUnion('paired', [
  z.strictObject({ paired: z.literal(true) }),
  /** `code` null: so many wait that there is none for this one now. */
  z.strictObject({ paired: z.literal(false), code: z.nullable(z.string()), leftMs: z.number() }),
]);
export type PairState = z.infer<typeof PairState>;
