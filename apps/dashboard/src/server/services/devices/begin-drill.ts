import type { DrillAnswer } from '@nanoedge/protocol';
import { auditSentences, deviceRefusals } from '@nanoedge/words';
import { eq } from 'drizzle-orm';
import { devices } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { Conflict, NotFound } from '../errors.ts';
import type { BeginDrillInput } from './schema.ts';

/** Asks a device to cut itself off for a while; answers when it will be back, by its clock. */
export const beginDrill = async (
  deps: Deps,
  actor: Actor,
  { id, minutes }: BeginDrillInput,
): Promise<DrillAnswer> => {
  const [device] = await deps.db.select().from(devices).where(eq(devices.id, id)).limit(1);
  if (device === undefined) throw new NotFound('device', id);
  demand(actor, 'device.drill', { site: device.site, as: ['device', id] });
  if (!deps.agents.connected(id)) throw new Conflict('device', deviceRefusals.drillOffline);
  const answer = await deps.agents.drill(id, { minutes });
  if (answer === null) throw new Conflict('device', deviceRefusals.drillUnanswered);
  await record(deps.db, actor, {
    site: device.site,
    action: 'drill',
    entity: 'device',
    subject: id,
    summary: auditSentences.devices.cutOff(device.name, minutes),
  });
  return answer;
};
