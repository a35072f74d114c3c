import { readFile } from 'node:fs/promises';
import { bootstrapProblems } from '@nanoedge/words';
import * as z from 'zod';
import type { Db } from '../db/client.ts';
import { StartupProblem } from '../startup-problem.ts';
import { applyDeployments } from './apply/deployments.ts';
import { applyDevices, applyPeople, applySite } from './apply/site.ts';
import { applyUsers } from './apply/users.ts';
import { BootstrapDocument } from './document.ts';
import type { Manifests } from './read-manifests.ts';

/** Reads a bootstrap file. Throws StartupProblem that names what is wrong with it. */
export const readBootstrap = async (file: string): Promise<BootstrapDocument> => {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new StartupProblem(bootstrapProblems.unreadable(file), { cause: error });
  });
  try {
    return BootstrapDocument.parse(JSON.parse(text));
  } catch (error) {
    const problem =
      error instanceof z.ZodError
        ? bootstrapProblems.invalid(
            file,
            error.issues.slice(0, 5).map((issue) => `${issue.path.join('.')}: ${issue.message}`),
          )
        : bootstrapProblems.notJson(file);
    throw new StartupProblem(problem, { cause: error });
  }
};

/**
 * Applies a bootstrap document, all of it or nothing. Applying it again changes nothing.
 * `manifests`: what the images of its releases say of themselves.
 */
export const applyBootstrap = (
  db: Db,
  document: BootstrapDocument,
  manifests: Manifests = new Map(),
): Promise<void> =>
  db.transaction(async (tx) => {
    await applySite(tx, document.site);
    await applyDevices(tx, document);
    await applyPeople(tx, document);
    await applyUsers(tx, document);
    await applyDeployments(tx, document, manifests);
  });
