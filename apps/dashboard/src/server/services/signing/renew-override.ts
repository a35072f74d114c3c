import { openOverride, signOverride, verifierOf } from '@nanoedge/link';
import { type DeploymentId, parse, ReleaseOverride, SignedText } from '@nanoedge/protocol';
import { auditSentences } from '@nanoedge/words';
import { eq } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { deployments, devices, releases } from '../../db/schema/index.ts';
import { record, type Recorded } from '../audit.ts';
import { signedManifest, type Signing } from './manifest.ts';
import { newestSequence } from './sign-release.ts';

const lastOf = (override: unknown, key: string): ReleaseOverride | null => {
  const text = SignedText.safeParse(override).data;
  return text === undefined ? null : openOverride(text, verifierOf(key));
};

const readRow = async (tx: Tx, deployment: DeploymentId) => {
  const [row] = await tx
    .select({ deployment: deployments, release: releases, site: devices.site })
    .from(deployments)
    .innerJoin(releases, eq(releases.id, deployments.release))
    .innerJoin(devices, eq(devices.id, deployments.device))
    .where(eq(deployments.id, deployment))
    .limit(1);
  return row;
};

const sayIt = (
  tx: Tx,
  who: Recorded,
  { deployment, release, site }: NonNullable<Awaited<ReturnType<typeof readRow>>>,
): Promise<void> =>
  record(tx, who, {
    site,
    action: 'override',
    entity: 'deployment',
    subject: deployment.id,
    summary: auditSentences.deployments.overridden(deployment.name, release.version),
  });

/**
 * Says for a deployment, whose row `who` has just written, that its release is wanted although there
 * are newer ones: devices that had one of those do not take it otherwise. Each is later than the one
 * before, since a device takes it once. `again: false`: one that says the same is left as it is.
 */
export const renewOverride = async (
  tx: Tx,
  deployment: DeploymentId,
  { signing, who, again = true }: { signing: Signing; who: Recorded; again?: boolean },
): Promise<void> => {
  const row = await readRow(tx, deployment);
  if (row === undefined) return;
  const { nanoservice, override, device } = row.deployment;
  const sequence = signedManifest(row.release, signing)?.sequence ?? null;
  const over = await newestSequence(tx, nanoservice, signing);
  const write = (signed: SignedText | null): Promise<unknown> =>
    tx.update(deployments).set({ override: signed }).where(eq(deployments.id, deployment));
  if (sequence === null || sequence >= over) {
    if (override !== null) await write(null);
    return;
  }
  const { said, sign } = signing.identity.releases;
  const last = lastOf(override, said.key);
  if (!again && last?.device === device && last.sequence === sequence && last.over === over) return;
  const at = Math.max(signing.now(), (last?.at ?? 0) + 1);
  const wanted = parse(
    ReleaseOverride,
    { device, deployment, nanoservice, sequence, over, at },
    'override',
  );
  await write(signOverride(wanted, sign));
  await sayIt(tx, who, row);
};
