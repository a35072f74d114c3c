import { parse } from '../src/problem.ts';
import { StoredEvent } from '../src/events.ts';

/** An event for tests as the dashboard would push it; a test says its body, `at` only if it matters. */
export const eventWith = (id: number, body: Record<string, unknown>): StoredEvent =>
  parse(
    StoredEvent,
    {
      id,
      device: 'closet',
      seq: id,
      receivedAt: 1000 + id,
      source: { deployment: null, nanoservice: null },
      body: { at: 1000, ...body },
    },
    'an event for a test',
  );
