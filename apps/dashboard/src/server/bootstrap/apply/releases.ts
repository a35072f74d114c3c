import {
  type BuiltInNanoservice,
  type NanoserviceName,
  nanoserviceNames,
} from '@nanoedge/protocol';
import { eq } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { nanoservices, releases } from '../../db/schema/index.ts';
import { Refusal } from '../../services/errors.ts';
import { checkSpec } from '../../services/nanoservices/spec.ts';
import type { ReleaseSpec } from '../../db/schema/index.ts';
import { StartupProblem } from '../../startup-problem.ts';
import { builtInSpec } from '../built-in/specs.ts';
import type { BootstrapDocument } from '../document.ts';

const descriptions: Record<BuiltInNanoservice, string> = {
  'presence-detection': 'Watches a motion sensor and reports that somebody moves in its zone.',
  'main-controller': 'Owns every arrival and commands the other services.',
  'bluetooth-scanner': 'Listens for identity keys while it is told to.',
  'authentication-engine': 'Says whose key it is and whether a meeting expects them.',
  'user-guidance': 'Lights the way, a colour for each person.',
  'meeting-room': 'Shows a meeting’s content while somebody entitled is in the room.',
};

const specOf = (release: BootstrapDocument['releases'][number]): ReleaseSpec => {
  const builtIn = nanoserviceNames.find((name) => name === release.nanoservice);
  const spec = release.spec ?? (builtIn === undefined ? undefined : builtInSpec(builtIn));
  if (spec === undefined)
    throw new StartupProblem(
      `The bootstrap file names a release of ${release.nanoservice} without its spec.`,
    );
  try {
    checkSpec(spec, 'spec');
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new StartupProblem(
      `The bootstrap file's release of ${release.nanoservice} is not valid: ${error.message}`,
      { cause: error },
    );
  }
  return spec;
};

const applyNanoservices = async (tx: Tx, wanted: BootstrapDocument['releases']): Promise<void> => {
  for (const name of nanoserviceNames) {
    const fields = { description: descriptions[name], builtIn: true };
    await tx
      .insert(nanoservices)
      .values({ name, ...fields })
      .onConflictDoUpdate({ target: nanoservices.name, set: fields });
  }
  for (const { nanoservice: name } of wanted)
    await tx.insert(nanoservices).values({ name, description: '' }).onConflictDoNothing();
};

/**
 * Nanoservices and releases follow the document; what the dashboard keeps of a release's image
 * stays. Returns the id of the last release of each nanoservice.
 */
export const applyReleases = async (
  tx: Tx,
  wanted: BootstrapDocument['releases'],
): Promise<Map<NanoserviceName, string>> => {
  await applyNanoservices(tx, wanted);
  const ids = new Map<NanoserviceName, string>();
  for (const release of wanted) {
    const { nanoservice, imageId, version, image, bytes, architecture } = release;
    const fields = { version, image, architecture, spec: specOf(release) };
    const [row] = await tx
      .insert(releases)
      .values({ nanoservice, imageId, bytes, ...fields })
      .onConflictDoUpdate({ target: [releases.nanoservice, releases.imageId], set: fields })
      .returning({ id: releases.id, archived: releases.archived });
    if (row === undefined) continue;
    ids.set(nanoservice, row.id);
    if (!row.archived) await tx.update(releases).set({ bytes }).where(eq(releases.id, row.id));
  }
  return ids;
};
