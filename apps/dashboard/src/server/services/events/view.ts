import type { StoredEvent } from '@nanoedge/protocol';

/** `more`: there are further events in the direction that was asked for. */
export type EventPage = { events: StoredEvent[]; more: boolean };
