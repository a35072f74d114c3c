import type { JourneyId, MeetingId, PersonSummary, RoomId, SiteId } from '@nanoedge/protocol';
import type { MeetingContent } from '../content/of-meetings.ts';

/** A meeting in a list; times are epoch milliseconds. `mayEdit` is about the person who asked. */
export interface MeetingRow {
  id: MeetingId;
  site: SiteId;
  title: string;
  room: { id: RoomId; name: string };
  startsAt: number;
  endsAt: number;
  organiser: { id: string; name: string };
  participants: PersonSummary[];
  /** Who was invited and deleted since; nobody expects them. */
  deletedParticipants: PersonSummary[];
  contentCount: number;
  mayEdit: boolean;
  removedAt: number | null;
  /** Grows at every change; a save says from which one it was made. */
  version: number;
}

export type MeetingDetail = MeetingRow & {
  content: MeetingContent[];
  createdAt: number;
  updatedAt: number;
};

export interface MeetingClash {
  id: MeetingId;
  title: string;
  startsAt: number;
  endsAt: number;
}

/**
 * A room of the site in the asked time; `clash` is the first meeting in the way, null when the room
 * is free.
 */
export interface RoomAvailability {
  room: RoomId;
  name: string;
  clash: MeetingClash | null;
}

/**
 * One person's part in a meeting; times are epoch milliseconds by the edge's clock. `here`: they
 * are in the room now. `leftAt` is null while they are there, and where nobody heard them leave.
 * `person` is null when they were deleted since.
 */
export interface Attendance {
  person: PersonSummary | null;
  journey: JourneyId | null;
  cameAt: number;
  leftAt: number | null;
  here: boolean;
  stayedMs: number;
}
