import * as z from 'zod/mini';
import { DisplaySpec, EpochMs, ScreenState } from '@nanoedge/protocol';

/**
 * What the agent sends to the room screen over `/state`. `now` is the device's clock, so that the
 * browser's may be wrong.
 */
export const DisplayState = z.object({
  now: EpochMs,
  display: z.nullable(DisplaySpec),
  screen: ScreenState,
  /** Of which build the page is that the agent serves now. */
  build: z._default(z.string(), ''),
});
export type DisplayState = z.infer<typeof DisplayState>;
