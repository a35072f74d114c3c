import { randomBytes } from 'node:crypto';
import { dayMs } from '@nanoedge/base';
import { DeviceId, parse } from '@nanoedge/protocol';
import { auditSentences, deviceRefusals } from '@nanoedge/words';
import { eq } from 'drizzle-orm';
import { devices, sites } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import { record } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { BadInput, NotFound } from '../errors.ts';
import { hashJoinKey, makeJoinKey } from './join-key.ts';
import type { ExpectDeviceInput } from './schema.ts';
import type { ExpectedDevice } from './view.ts';

const idFor = (name: string): DeviceId => {
  const slug = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 32);
  return parse(
    DeviceId,
    `${slug === '' ? 'device' : slug}-${randomBytes(3).toString('hex')}`,
    'device id',
  );
};

/**
 * Makes a place for a device that will enrol within a day, and the join token for it. The token is
 * told once.
 */
export const expectDevice = async (
  deps: Deps,
  actor: Actor,
  input: ExpectDeviceInput,
): Promise<ExpectedDevice> => {
  demand(actor, 'device.add', input);
  const joinKey = makeJoinKey();
  const device = idFor(input.name);
  const expiresAt = deps.now() + dayMs;
  await deps.db.transaction(async (tx) => {
    const [site] = await tx.select().from(sites).where(eq(sites.id, input.site)).limit(1);
    if (site === undefined) throw new NotFound('site', input.site);
    if (!site.plan.zones.some((zone) => zone.id === input.zone)) {
      throw new BadInput('zone', deviceRefusals.noSuchZone(input.zone));
    }
    await tx.insert(devices).values({
      id: device,
      site: site.id,
      name: input.name,
      zone: input.zone,
      joinKeyHash: hashJoinKey(joinKey),
      joinKeyExpiresAt: new Date(expiresAt),
    });
    await record(tx, actor, {
      site: input.site,
      action: 'expect',
      entity: 'device',
      subject: device,
      summary: auditSentences.devices.expected(input.name),
    });
  });
  deps.live.changed(input.site, 'devices');
  return { device, joinToken: deps.identity.joinToken(joinKey), expiresAt };
};
