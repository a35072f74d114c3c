import type { OutboxReport } from '@nanoedge/protocol';
import { formatBytes } from './bytes.ts';
import { decimal, percent, plural } from './numbers.ts';

/** The part of its room that an outbox uses, by events or bytes, whichever is nearer its end. */
export const outboxShare = ({ events, bytes, mostEvents, mostBytes }: OutboxReport): number =>
  Math.max(events / Math.max(1, mostEvents), Number(bytes) / Math.max(1, Number(mostBytes)));

/** The types of which most were given up, with their counts. */
const mostOf = (types: Readonly<Record<string, number>>): string =>
  Object.entries(types)
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, 3)
    .map(([type, count]) => `${decimal(count, 0)} ${type}`)
    .join(', ');

const filling = (share: number): string =>
  `${percent(share)} of the room for events that wait for the dashboard is used`;

const meanwhile =
  'When it is full, what was sensed is given up first, then how services ran and journeys went, last who was let in; an event says how much. It empties by itself once this device has its link.';

/** What is said of the events that wait on a device for the dashboard. */
export const outboxWords = {
  /** From which part on somebody should know. */
  alarmFrom: 0.8,
  holds: ({ events, bytes, mostEvents, mostBytes }: OutboxReport): string =>
    `${decimal(events, 0)} of ${decimal(mostEvents, 0)}, ${formatBytes(bytes)} of ${formatBytes(mostBytes)}`,
  filling,
  /** What it means, and how it is mended. */
  meanwhile,
  note: (share: number): string => `${filling(share)}. ${meanwhile}`,
  givenUp: (count: number, types: Readonly<Record<string, number>>): string =>
    `Gave up ${plural(count, 'event')} that had no room: ${mostOf(types)}`,
} as const;
