import * as z from 'zod/mini';
import { EpochMs } from '../units.ts';

/** The letters of a code: none is taken for another, and no words come of them (RFC 8628, 6.1). */
export const screenCodeLetters = 'BCDFGHJKLMNPQRSTVWXZ';

/** What an unpaired room screen shows, for an administrator to type. */
export const ScreenCode = z
  .string()
  .check(
    z.regex(
      /^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/,
      'a code is two times four letters, as on the screen',
    ),
  );
export type ScreenCode = z.infer<typeof ScreenCode>;

/** What the dashboard asks of the browsers that show a device's room screen. */
export const ScreensRequest = z.discriminatedUnion('wish', [
  z.object({ wish: z.literal('list') }),
  z.object({ wish: z.literal('approve'), code: ScreenCode }),
  z.object({ wish: z.literal('revoke'), id: z.string() }),
]);
export type ScreensRequest = z.infer<typeof ScreensRequest>;

/** A browser that may show the room screen; `open`: it does now. */
export const PairedScreen = z.object({
  id: z.string(),
  address: z.string(),
  browser: z.string(),
  pairedAt: EpochMs,
  seenAt: z.nullable(EpochMs),
  open: z.boolean(),
});
export type PairedScreen = z.infer<typeof PairedScreen>;

/** Those that may, and how many show a code and wait. */
export const ScreensState = z.object({
  screens: z.array(PairedScreen),
  waiting: z.int().check(z.minimum(0)),
});
export type ScreensState = z.infer<typeof ScreensState>;
