import { timeOfDay, type WallClock } from './moments.ts';
import { spelledSpan } from './spans.ts';

interface Slot {
  title: string;
  startsAt: number;
  endsAt: number;
}

/** A sentence with one part that stands out. */
export interface Emphasised {
  before: string;
  strong: string;
  after: string;
}

/** What the room screen says; times are epoch ms. */
export const roomScreenWords = {
  room: 'This room',
  pairTitle: 'Pair this screen',
  pairCrowded: 'Too many browsers wait to be paired. This one tries again by itself.',
  pairHow: 'Type this code in the dashboard, on the page of this device, under “Room screens”.',
  pairLost: 'This room’s device does not answer. The code comes when it does.',
  waiting: 'Waiting for this room’s plan',
  today: 'Today’s meetings',
  freeAllDay: 'Free for the rest of the day',
  noMore: 'No more meetings today',
  freeUntil: (at: number, clock: WallClock): string => `Free until ${timeOfDay(at, clock)}`,
  bookedUntil: (at: number, clock: WallClock): string => `Booked until ${timeOfDay(at, clock)}`,
  next: ({ title, startsAt, endsAt }: Slot, clock: WallClock): Emphasised => ({
    before: 'Next: ',
    strong: title,
    after: `, ${timeOfDay(startsAt, clock)}–${timeOfDay(endsAt, clock)}`,
  }),
  now: ({ title }: Slot, next: Slot | null, clock: WallClock): Emphasised => ({
    before: 'Now: ',
    strong: title,
    after: next === null ? '' : `, then ${next.title} at ${timeOfDay(next.startsAt, clock)}`,
  }),
  lost: (ms: number): string =>
    `No connection to this room’s device for ${spelledSpan(ms)}. What you see may be old.`,
  lostHidden:
    'No connection to this room’s device. What the meeting shows is hidden until it is back.',
  empty: 'No content was added to this meeting.',
  page: (page: number, pages: number): string => `${page} / ${pages}`,
  item: (item: number, items: number): string => `Item ${item} of ${items}`,
  welcome: 'Welcome',
  openElsewhere: 'Open on your own device',
  qrCode: (url: string): string => `QR code of ${url}`,
  text: 'This text',
  document: 'This document',
  missing: (what: string): string =>
    `${what} is not here yet. It appears as soon as it reaches the room.`,
} as const;
