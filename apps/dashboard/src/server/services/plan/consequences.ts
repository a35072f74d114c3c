import { planRefusals } from '@nanoedge/words';
import { and, eq, gt, isNull } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { meetings } from '../../db/schema/index.ts';
import { BadInput } from '../errors.ts';
import type { Drawing, RoomOfPlan } from './parts.ts';
import type { PlanView } from './view.ts';

/** Throws BadInput where a zone goes that a device or a thing of one is in. */
const checkZones = ({ plan, devices }: PlanView, next: Drawing): void => {
  for (const zone of plan.zones) {
    if (next.plan.zones.some(({ id }) => id === zone.id)) continue;
    const inUse = devices
      .filter(
        (device) =>
          device.zone === zone.id || device.things.some((thing) => thing.zone === zone.id),
      )
      .map(({ name }) => name);
    if (inUse.length > 0)
      throw new BadInput(`plan.zones.${zone.id}`, planRefusals.zoneInUse(zone.name, inUse));
  }
};

/** Throws BadInput where a room goes that has meetings to come, or had some. */
const checkRoom = async (tx: Tx, { id, name }: RoomOfPlan, now: number): Promise<void> => {
  const coming = await tx
    .select({ title: meetings.title })
    .from(meetings)
    .where(
      and(eq(meetings.room, id), isNull(meetings.removedAt), gt(meetings.endsAt, new Date(now))),
    )
    .orderBy(meetings.startsAt)
    .limit(5);
  if (coming.length > 0) {
    const titles = coming.map(({ title }) => `“${title}”`);
    throw new BadInput(`rooms.${id}`, planRefusals.roomHasMeetings(name, titles));
  }
  const [any] = await tx
    .select({ id: meetings.id })
    .from(meetings)
    .where(eq(meetings.room, id))
    .limit(1);
  if (any !== undefined) throw new BadInput(`rooms.${id}`, planRefusals.roomHasPast(name));
};

/** Throws BadInput, with names and what to do first, where something goes that is still needed. */
export const checkConsequences = async (
  tx: Tx,
  { now, next, at }: { now: PlanView; next: Drawing; at: number },
): Promise<void> => {
  checkZones(now, next);
  for (const room of now.rooms)
    if (next.rooms.every(({ id }) => id !== room.id)) await checkRoom(tx, room, at);
};
