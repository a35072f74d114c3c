import { findProblems } from '@nanoedge/words';
import { UserError } from '../errors.ts';
import type { DeploymentRow, Inventory } from './views.ts';

const one = <T>(found: readonly T[], words: { none: string; several: string }): T => {
  const [first, ...others] = found;
  if (first === undefined) throw new UserError(words.none);
  if (others.length > 0) throw new UserError(words.several);
  return first;
};

/**
 * A device by its id, its name, or the id without an installation's suffix. Throws UserError naming
 * what there is.
 */
export const findDevice = (inventory: Inventory, text: string): Inventory['devices'][number] => {
  const wanted = text.toLowerCase();
  const exact = inventory.devices.filter(({ id }) => id === text);
  const named = inventory.devices.filter(
    ({ id, name }) => name.toLowerCase() === wanted || id.replace(/-[0-9a-f]{6}$/, '') === text,
  );
  const known = inventory.devices.map(({ id, name }) => `${name} (${id})`).join(', ');
  return one(exact.length > 0 ? exact : named, {
    none: findProblems.noDevice(text, known),
    several: findProblems.severalDevices(text, named.map(({ id }) => id).join(', ')),
  });
};

/**
 * A deployment by its id, its name, or `DEVICE/NAME` where devices have deployments of the same
 * name.
 */
export const findDeployment = (inventory: Inventory, text: string): DeploymentRow => {
  const exact = inventory.deployments.filter(({ id }) => id === text);
  const slash = text.indexOf('/');
  const device = slash < 0 ? null : findDevice(inventory, text.slice(0, slash)).id;
  const name = text.slice(slash + 1);
  const named = inventory.deployments.filter(
    (row) => row.name === name && (device === null || row.device === device),
  );
  const known = inventory.deployments.map((row) => row.name).join(', ');
  return one(exact.length > 0 ? exact : named, {
    none: findProblems.noDeployment(text, known),
    several: findProblems.severalDeployments(text, named.map(({ id }) => id).join(', ')),
  });
};

/** A release of a nanoservice by its version, the newest when none is named. */
export const findRelease = (
  inventory: Inventory,
  nanoservice: string,
  version: string | null,
): Inventory['nanoservices'][number]['releases'][number] => {
  const known = inventory.nanoservices.map(({ name }) => name);
  const row = one(
    inventory.nanoservices.filter(({ name }) => name === nanoservice),
    {
      none: findProblems.noNanoservice(nanoservice, known.join(', ')),
      several: '',
    },
  );
  const found = row.releases.find((release) => version === null || release.version === version);
  if (found !== undefined) return found;
  throw new UserError(
    findProblems.noRelease(
      nanoservice,
      version ?? '',
      row.releases.map((release) => release.version).join(', '),
    ),
  );
};

/** Something by its id, or by the beginning of it where only one begins so. */
export const findById = <T extends { id: string }>(
  rows: readonly T[],
  text: string,
  what: 'run' | 'snapshot',
): T => {
  const exact = rows.filter(({ id }) => id === text);
  const begun = rows.filter(({ id }) => id.startsWith(text));
  return one(exact.length > 0 ? exact : begun, {
    none: what === 'run' ? findProblems.noRun(text) : findProblems.noSnapshot(text),
    several: what === 'run' ? findProblems.severalRuns(text) : findProblems.severalSnapshots(text),
  });
};
