import type { PersonSummary, SiteId } from '@nanoedge/protocol';

/**
 * A key somebody carries. `shown` is safe to draw for the one who asked: whole for an admin, masked
 * for all others.
 */
export interface KeyView {
  id: string;
  shown: string;
  masked: boolean;
  label: string | null;
  addedAt: number;
}

/** `lastRecognisedAt` is when the edge last knew them by a key; null: never. */
export type PersonRow = PersonSummary & {
  site: SiteId;
  keys: KeyView[];
  upcomingMeetings: number;
  lastRecognisedAt: number | null;
  /** Grows at every change, of a key too; a save says from which one it was made. */
  version: number;
};

/** Somebody who was deleted; can be brought back `until` then. Times are epoch milliseconds. */
export type RemovedPerson = PersonSummary & {
  removedAt: number;
  removedBy: string;
  until: number;
  keys: number;
  /** Meetings that they organised and that went to the one who deleted them. */
  takenMeetings: number;
};

/** `lostKeys`: how many of their keys stay with somebody who got them meanwhile. */
export interface RestoredPerson {
  person: PersonRow;
  lostKeys: number;
}
