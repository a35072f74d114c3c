import { isTimeZone } from '@nanoedge/base';
import { RoomId, TimeZone, ZoneId } from '@nanoedge/protocol';
import { siteRefusals } from '@nanoedge/words';
import * as z from 'zod';
import { Version } from '../edits/settle-edit.ts';
import { SiteInput } from '../site/schema.ts';

const longestName = 100;

const title = z
  .string()
  .trim()
  .min(1, siteRefusals.noName)
  .max(longestName, siteRefusals.longName(longestName));

const settings = {
  name: title.optional(),
  timeZone: z.optional(z.nullable(TimeZone.check(z.refine(isTimeZone, siteRefusals.noTimeZone)))),
  rooms: z
    .record(RoomId, z.object({ name: title, greeting: z.enum(['name', 'initials']) }))
    .optional(),
  zones: z.record(ZoneId, title).optional(),
};

/**
 * What is given is changed, of rooms and zones those that are named. `base` is what it was made
 * from: with it, it goes together with what others changed since.
 */
export const UpdateSiteInput = SiteInput.extend({
  ...settings,
  base: z.object({ version: Version, ...settings }).optional(),
});
export type UpdateSiteInput = z.infer<typeof UpdateSiteInput>;
