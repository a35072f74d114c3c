import * as z from 'zod/mini';
import { Colour, ContentItem, EpochMs, TimeZone } from '@nanoedge/protocol';

/** A meeting as the idle screen draws it; `key` tells it from others and says nothing else. */
export const AgendaEntry = z.object({
  key: z.string(),
  title: z.string(),
  startsAt: EpochMs,
  endsAt: EpochMs,
});
export type AgendaEntry = z.infer<typeof AgendaEntry>;

/** Who is greeted, by name or initials as the room has it. */
export const Greeted = z.object({ key: z.string(), text: z.string(), colour: Colour });
export type Greeted = z.infer<typeof Greeted>;

export const DrawnRoom = z.object({
  name: z.string(),
  timeZone: z.optional(TimeZone),
  meetings: z.array(AgendaEntry),
});
export type DrawnRoom = z.infer<typeof DrawnRoom>;

/**
 * What the agent sends to the room screen over `/state`: what is drawn, and nothing else. `now` is
 * the device's clock, so that the browser's may be wrong.
 */
export const DisplayState = z.object({
  now: EpochMs,
  room: z.nullable(DrawnRoom),
  screen: z.discriminatedUnion('mode', [
    z.object({ mode: z.literal('idle') }),
    z.object({ mode: z.literal('cleared') }),
    z.object({
      mode: z.literal('content'),
      key: z.string(),
      title: z.string(),
      items: z.array(ContentItem),
      welcome: z.array(Greeted),
    }),
  ]),
  /** Of which build the page is that the agent serves now. */
  build: z._default(z.string(), ''),
});
export type DisplayState = z.infer<typeof DisplayState>;

/** What an unpaired browser shows: `POST /pair` begins, `GET /pair` says how it stands. */
export const PairState = z.discriminatedUnion('paired', [
  z.object({ paired: z.literal(true) }),
  z.object({ paired: z.literal(false), code: z.string(), leftMs: z.number() }),
]);
export type PairState = z.infer<typeof PairState>;
