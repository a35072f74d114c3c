import type { DeviceId, ReportedState, SiteId } from '@nanoedge/protocol';
import { auditSentences } from '@nanoedge/words';
import { and, eq } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { deployments, devices } from '../../db/schema/index.ts';
import { announce } from '../announce.ts';
import { record, system } from '../audit.ts';
import type { Deps } from '../deps.ts';
import { lockSite } from '../site/lock.ts';
import { freePort } from './rules/free.ts';

type Held = Pick<ReportedState['services'][number], 'deployment' | 'heldPort'>;

/** Whether the deployment got another port; it keeps one that it has got meanwhile. */
const moveOne = async (
  tx: Tx,
  { deployment, heldPort }: Held,
  on: { site: SiteId; device: DeviceId; taken: number[] },
): Promise<boolean> => {
  const port = heldPort === null ? null : freePort(on.taken, heldPort);
  if (heldPort === null || port === null) return false;
  const [moved] = await tx
    .update(deployments)
    .set({ port })
    .where(
      and(
        eq(deployments.id, deployment),
        eq(deployments.device, on.device),
        eq(deployments.port, heldPort),
      ),
    )
    .returning({ name: deployments.name });
  if (moved === undefined) return false;
  on.taken.push(port);
  await record(tx, system, {
    site: on.site,
    action: 'change',
    entity: 'deployment',
    subject: deployment,
    summary: auditSentences.deployments.movedPort(moved.name, heldPort, port),
  });
  return true;
};

/**
 * Gives another port to the deployments whose own the device's engine does not give them. An engine
 * that died while it published a port may hold that for nobody until it is started again, and no
 * call of its API frees it (seen with 20.10 and 26.1).
 */
export const moveHeldPorts = async (
  deps: Deps,
  device: DeviceId,
  { services }: Pick<ReportedState, 'services'>,
): Promise<void> => {
  const held = services.filter(({ heldPort }) => heldPort !== null);
  if (held.length === 0) return;
  const [row] = await deps.db
    .select({ site: devices.site })
    .from(devices)
    .where(eq(devices.id, device));
  if (row === undefined) return;
  const { site } = row;
  const moved = await deps.db.transaction(async (tx) => {
    await lockSite(tx, site);
    const rows = await tx
      .select({ port: deployments.port })
      .from(deployments)
      .innerJoin(devices, eq(devices.id, deployments.device))
      .where(eq(devices.site, site));
    const taken = rows.flatMap(({ port }) => (port === null ? [] : [port]));
    let count = 0;
    for (const one of held) if (await moveOne(tx, one, { site, device, taken })) count += 1;
    return count;
  });
  if (moved > 0) await announce(deps, site, 'deployments');
};
