import { type DeviceId, EpochMs, type Hello, type HelloAnswer, parse } from '@nanoedge/protocol';
import { eq } from 'drizzle-orm';
import { devices, type StoredDesired } from '../../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { refreshDesired } from '../desired/refresh.ts';
import { openDesired } from '../desired/stored.ts';
import { NotFound } from '../errors.ts';

const standing = {
  desired: devices.desired,
  desiredKeys: devices.desiredKeys,
  ackedSeq: devices.ackedSeq,
};

interface Standing {
  desired: StoredDesired | null;
  desiredKeys: string | null;
  ackedSeq: number;
}

/** Null while nothing is stored that the device can be told. */
const answerOf = (deps: Deps, device: DeviceId, row: Standing | undefined): HelloAnswer | null => {
  const desired = row === undefined ? null : openDesired(deps, device, row);
  if (row === undefined || desired === null) return null;
  return { ackedSeq: row.ackedSeq, desired, now: parse(EpochMs, deps.now(), 'now') };
};

/**
 * An agent that proved itself says where it is; it hears what is stored of its events and what it
 * should do. Only a new address changes what its neighbours are told: what else its site knows was
 * compiled when it changed, so that many who come back at once cost no more than they have to say.
 */
export const helloFromDevice = async (
  deps: Deps,
  device: DeviceId,
  hello: Hello,
): Promise<HelloAnswer> => {
  const { address, displayUrl, agentVersion, appliedRevision, lastSeq } = hello;
  const [before] = await deps.db
    .select({
      site: devices.site,
      address: devices.address,
      revision: devices.desiredRevision,
      ackedSeq: devices.ackedSeq,
    })
    .from(devices)
    .where(eq(devices.id, device))
    .limit(1);
  if (before === undefined) throw new NotFound('device', device);
  const follows = (appliedRevision ?? 0) <= before.revision && lastSeq >= before.ackedSeq;
  const [greeted] = await deps.db
    .update(devices)
    .set({
      address,
      displayUrl,
      agentVersion,
      lastSeenAt: new Date(deps.now()),
      ...(follows ? { objection: null } : {}),
    })
    .where(eq(devices.id, device))
    .returning(standing);
  const known = before.address === address ? answerOf(deps, device, greeted) : null;
  if (known !== null) return known;
  await refreshDesired(deps, before.site);
  const [row] = await deps.db.select(standing).from(devices).where(eq(devices.id, device)).limit(1);
  const answer = answerOf(deps, device, row);
  if (answer === null) throw new NotFound('desiredState', device);
  return answer;
};
