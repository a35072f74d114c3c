import type { StoredEvent } from '@nanoedge/protocol';

/** `more`: there are further events in the direction that was asked for. */
export interface EventPage {
  events: StoredEvent[];
  more: boolean;
}
