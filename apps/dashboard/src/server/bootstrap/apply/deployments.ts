import { type NanoserviceName, nanoserviceNames } from '@nanoedge/protocol';
import { eq } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { deployments, nanoservices, releases } from '../../db/schema/index.ts';
import { StartupProblem } from '../../startup-problem.ts';
import type { BootstrapDocument } from '../document.ts';
import { record, system } from '../../services/audit.ts';

const descriptions: Record<NanoserviceName, string> = {
  'presence-detection': 'Watches a motion sensor and reports that somebody moves in its zone.',
  'main-controller': 'Owns every arrival and commands the other services.',
  'bluetooth-scanner': 'Listens for identity keys while it is told to.',
  'authentication-engine': 'Says whose key it is and whether a meeting expects them.',
  'user-guidance': 'Lights the way, a colour for each person.',
  'meeting-room': 'Shows a meeting’s content while somebody entitled is in the room.',
};

/** Stores the releases; returns the id of the last one of each nanoservice. */
const applyReleases = async (tx: Tx, wanted: BootstrapDocument['releases']): Promise<Map<NanoserviceName, string>> => {
  const ids = new Map<NanoserviceName, string>();
  for (const { nanoservice, imageId, ...fields } of wanted) {
    const [row] = await tx
      .insert(releases)
      .values({ nanoservice, imageId, ...fields })
      .onConflictDoUpdate({ target: [releases.nanoservice, releases.imageId], set: fields })
      .returning({ id: releases.id });
    if (row !== undefined) ids.set(nanoservice, row.id);
  }
  return ids;
};

/** Releases and deployments follow the document: a new image becomes what its deployments should run. */
export const applyDeployments = async (tx: Tx, document: Pick<BootstrapDocument, 'releases' | 'deployments'>): Promise<void> => {
  for (const name of nanoserviceNames) {
    const description = descriptions[name];
    await tx.insert(nanoservices).values({ name, description }).onConflictDoUpdate({ target: nanoservices.name, set: { description } });
  }
  const latest = await applyReleases(tx, document.releases);
  for (const { id, ...wanted } of document.deployments) {
    const release = latest.get(wanted.nanoservice);
    if (release === undefined) throw new StartupProblem(`The bootstrap file deploys ${wanted.nanoservice} but names no release of it.`);
    const [old] = await tx.select({ release: deployments.release }).from(deployments).where(eq(deployments.id, id)).limit(1);
    const values = { ...wanted, release, updatedAt: new Date() };
    await tx
      .insert(deployments)
      .values({ id, ...values })
      .onConflictDoUpdate({ target: deployments.id, set: values });
    if (old?.release === release) continue;
    const action = old === undefined ? 'deploy' : 'update';
    await record(tx, system, {
      action,
      entity: 'deployment',
      subject: id,
      summary: `${old === undefined ? 'Deployed' : 'Updated'} ${wanted.name}`,
    });
  }
};
