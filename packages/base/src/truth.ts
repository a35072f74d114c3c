/** How often an agent reports while nothing changes. */
export const reportEveryMs = 5_000;

/**
 * For how long a report holds: one that is a little late is no news, two that are missing are. With
 * it, nothing that has ceased to be true is shown as true for 15 seconds.
 */
export const reportHoldsMs = 12_000;

/**
 * Why what a device said is not known to be true now. `link`: whoever looks has lost the dashboard.
 * `offline`: the dashboard has no link to the device. `silent`: the link is up, but its reports
 * stopped. `database`: they may come, but the dashboard cannot take them. `engine`: the device
 * reports, but its engine does not answer.
 */
export type Doubt = 'link' | 'offline' | 'silent' | 'database' | 'engine';

interface Said {
  connected: boolean;
  heardAt: number | null;
  engineSeenAt: number | null;
  reported: { engine: { reachable: boolean } } | null;
}

/**
 * What is known of a device, whether the one who looks still hears the dashboard, and whether that
 * one's database is known to be down.
 */
export interface Sight {
  device: Said;
  watched: boolean;
  databaseDown?: boolean;
}

/** Whether a device is on its way to us for the first time: nothing of it has failed yet. */
export const isExpected = ({
  connected,
  reported,
}: Pick<Said, 'connected' | 'reported'>): boolean => !connected && reported === null;

/**
 * Whether what a device said of its services may be called true. `lastTrueAt` (epoch ms of the
 * dashboard's clock) is when it was last known; null when it never was.
 */
export interface Truth {
  doubt: Doubt | null;
  lastTrueAt: number | null;
}

/** A report from the future is no better than an old one: a clock was set back since. */
const holds = (at: number | null, now: number): boolean =>
  at !== null && Math.abs(now - at) <= reportHoldsMs;

const doubtOf = ({ device, watched, databaseDown = false }: Sight, now: number): Doubt | null => {
  if (!watched) return 'link';
  if (!device.connected) return 'offline';
  if (device.reported === null) return null;
  if (!holds(device.heardAt, now)) return databaseDown ? 'database' : 'silent';
  return device.reported.engine.reachable ? null : 'engine';
};

/**
 * The one place that decides whether what is known of a device is true at `now` (epoch ms of the
 * dashboard's clock), for pages, commands and answers alike.
 */
export const truthOf = (sight: Sight, now: number): Truth => ({
  doubt: doubtOf(sight, now),
  lastTrueAt: sight.device.engineSeenAt,
});
