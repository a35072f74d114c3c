import * as z from 'zod/mini';
import { StoredEvent } from './events.ts';
import { DeviceId, SiteId } from './ids.ts';
import { ReportedState } from './link/reported.ts';
import { EpochMs } from './units.ts';

/**
 * What a browser sends after connecting to the live namespace: the site, and the last event id it
 * has (0: none).
 */
export const Subscribe = z.object({ site: SiteId, after: z.int().check(z.nonnegative()) });
export type Subscribe = z.infer<typeof Subscribe>;

/**
 * A device as the dashboard knows it now: `connected` is the state of its link, `reported` what it
 * said last, `heardAt` when that came and `engineSeenAt` when its engine last answered. The times
 * are of the dashboard's clock, which showed `saidAt` when it said all this.
 */
export const DeviceStatus = z.object({
  device: DeviceId,
  connected: z.boolean(),
  since: EpochMs,
  address: z.nullable(z.string()),
  displayUrl: z.nullable(z.string()),
  desiredRevision: z.int(),
  reported: z.nullable(ReportedState),
  heardAt: z._default(z.nullable(EpochMs), null),
  engineSeenAt: z._default(z.nullable(EpochMs), null),
  saidAt: z._default(z.nullable(EpochMs), null),
});
export type DeviceStatus = z.infer<typeof DeviceStatus>;

/** Parts of the data that pages read by query and that changed. */
export const ChangedEntity = z.enum([
  'meetings',
  'people',
  'devices',
  'deployments',
  'runs',
  'snapshots',
  'site',
]);
export type ChangedEntity = z.infer<typeof ChangedEntity>;

/**
 * Event names on the live namespace, dashboard → browser (and `subscribe`, browser → dashboard).
 */
export const liveLink = {
  subscribe: {
    payload: Subscribe,
    answer: z.object({
      devices: z.array(DeviceStatus),
      events: z.array(StoredEvent),
      more: z.boolean(),
    }),
  },
  events: { payload: z.object({ events: z.array(StoredEvent) }) },
  device: { payload: DeviceStatus },
  changed: { payload: z.object({ entity: ChangedEntity }) },
} as const;
