import { StoredEvent as StoredEventSchema, type StoredEvent, parse } from '@nanoedge/protocol';
import { and, asc, desc, eq, gt, inArray, lt } from 'drizzle-orm';
import { can } from '../../../policy/can.ts';
import { events } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { maskEvent } from '../mask.ts';
import type { ListEventsInput } from './schema.ts';
import type { EventPage } from './view.ts';

export const storedEvent = (row: typeof events.$inferSelect): StoredEvent =>
  parse(
    StoredEventSchema,
    {
      id: row.id,
      device: row.device,
      seq: row.seq,
      source: { deployment: row.deployment, nanoservice: row.nanoservice },
      body: row.body,
      receivedAt: row.receivedAt.getTime(),
    },
    'stored event',
  );

/**
 * A page of a site's events: newest first, or oldest first from a cursor on. Keys are masked for
 * all but administrators.
 */
export const listEvents = async (
  deps: Deps,
  actor: Actor,
  input: ListEventsInput,
): Promise<EventPage> => {
  demand(actor, 'movement.read', input);
  const rows = await deps.db
    .select()
    .from(events)
    .where(
      and(
        eq(events.site, input.site),
        input.before === undefined ? undefined : lt(events.id, input.before),
        input.after === undefined ? undefined : gt(events.id, input.after),
        input.types === undefined || input.types.length === 0
          ? undefined
          : inArray(events.type, input.types),
        input.device === undefined ? undefined : eq(events.device, input.device),
        input.nanoservice === undefined ? undefined : eq(events.nanoservice, input.nanoservice),
        input.journey === undefined ? undefined : eq(events.journey, input.journey),
      ),
    )
    .orderBy(input.after === undefined ? desc(events.id) : asc(events.id))
    .limit(input.limit + 1);
  const found = rows.slice(0, input.limit).map(storedEvent);
  return {
    events: can(actor, 'person.seeKeys', input) ? found : found.map(maskEvent),
    more: rows.length > input.limit,
  };
};
