import type { EventBody, StoredEvent } from '@nanoedge/protocol';
import { and, count, desc, eq, gt, lt, type SQL } from 'drizzle-orm';
import { can } from '../../../policy/can.ts';
import { devices, events } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { NotFound } from '../errors.ts';
import { storedEvent } from '../events/list.ts';
import { maskEvent } from '../mask.ts';
import type { DeviceRef } from './schema.ts';
import type { DrillView } from './view.ts';

/** So many of what happened during a drill are shown. */
const mostShown = 200;

type Drill<T extends EventBody['type']> = Extract<EventBody, { type: T }>;

const newest = async <T extends EventBody['type']>(
  deps: Deps,
  type: T,
  where: SQL | undefined,
): Promise<{ seq: number; body: Drill<T> } | null> => {
  const [row] = await deps.db
    .select()
    .from(events)
    .where(and(eq(events.type, type), where))
    .orderBy(desc(events.seq))
    .limit(1);
  if (row === undefined) return null;
  const { seq, body } = storedEvent(row);
  return body.type === type ? { seq, body: body as Drill<T> } : null;
};

/** The device's last drill, and once it is over what happened there meanwhile; null: none yet. */
export const readDrill = async (
  deps: Deps,
  actor: Actor,
  { id }: DeviceRef,
): Promise<DrillView | null> => {
  const [device] = await deps.db
    .select({ site: devices.site })
    .from(devices)
    .where(eq(devices.id, id))
    .limit(1);
  if (device === undefined) throw new NotFound('device', id);
  const { site } = device;
  demand(actor, 'movement.read', { site, as: ['device', id] });
  const ofDevice = eq(events.device, id);
  const began = await newest(deps, 'drill.began', ofDevice);
  if (began === null) return null;
  const { at: beganAt, endsAt, minutes } = began.body;
  const ended = await newest(deps, 'drill.ended', and(ofDevice, gt(events.seq, began.seq)));
  if (ended === null) return { beganAt, endsAt, minutes, over: null };
  const meanwhile = and(ofDevice, gt(events.seq, began.seq), lt(events.seq, ended.seq));
  const [counted] = await deps.db.select({ happened: count() }).from(events).where(meanwhile);
  const rows = await deps.db
    .select()
    .from(events)
    .where(meanwhile)
    .orderBy(desc(events.seq))
    .limit(mostShown);
  const found: StoredEvent[] = rows.map(storedEvent);
  return {
    beganAt,
    endsAt,
    minutes,
    over: {
      at: ended.body.at,
      by: ended.body.by,
      happened: counted?.happened ?? 0,
      events: can(actor, 'person.seeKeys', { site }) ? found : found.map(maskEvent),
    },
  };
};
