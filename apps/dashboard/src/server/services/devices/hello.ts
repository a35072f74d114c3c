import { EpochMs, parse, type DeviceId, type Hello, type HelloAnswer } from '@nanoedge/protocol';
import { eq } from 'drizzle-orm';
import { devices } from '../../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { refreshDesired } from '../desired/refresh.ts';
import { NotFound } from '../errors.ts';

/**
 * An agent that proved itself says where it is; it hears what is stored of its events and what it
 * should do. A new address changes what its neighbours are told.
 */
export const helloFromDevice = async (
  deps: Deps,
  device: DeviceId,
  hello: Hello,
): Promise<HelloAnswer> => {
  const now = new Date(deps.now());
  const [row] = await deps.db
    .update(devices)
    .set({
      address: hello.address,
      displayUrl: hello.displayUrl,
      agentVersion: hello.agentVersion,
      lastSeenAt: now,
    })
    .where(eq(devices.id, device))
    .returning();
  if (row === undefined) throw new NotFound('device', device);
  await refreshDesired(deps, row.site);
  const [fresh] = await deps.db
    .select({ desired: devices.desired, ackedSeq: devices.ackedSeq })
    .from(devices)
    .where(eq(devices.id, device))
    .limit(1);
  if (fresh === undefined || fresh.desired === null) throw new NotFound('desiredState', device);
  return {
    ackedSeq: fresh.ackedSeq,
    desired: fresh.desired,
    now: parse(EpochMs, deps.now(), 'now'),
  };
};
