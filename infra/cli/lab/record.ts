import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { labProblems } from '@nanoedge/words';
import * as z from 'zod/mini';
import { UserError } from '../errors.ts';
import { type Home, type Installation, readInstallation } from '../home.ts';
import {
  type Lab,
  type LabDevice,
  labOctets,
  newerSuites,
  type NewerSuite,
  planLab,
} from './plan.ts';

/** `lab.json`: what cannot be derived from the installation's suffix. */
const LabRecord = z.object({
  octet: z.int(),
  devices: z.array(z.string()),
  newer: z._default(z.array(z.string()), []),
  suite: z._default(z.enum(newerSuites), 'trixie'),
});

const recordPath = (home: Home): string => join(home.folder, 'lab.json');

const namesOf = (devices: readonly LabDevice[]): string[] => devices.map(({ name }) => name);

/** The devices of a lab whose engine is the newer one. */
export const newerOf = (lab: Lab): string[] => namesOf(lab.devices.filter((one) => one.isNewer));

export const recordLab = (home: Home, lab: Lab): void =>
  writeFileSync(
    recordPath(home),
    JSON.stringify({
      octet: lab.octet,
      devices: namesOf(lab.devices),
      newer: newerOf(lab),
      suite: lab.suite,
    }),
  );

export const forgetLab = (home: Home): void => rmSync(recordPath(home), { force: true });

/** The lab that `lab up` made last, null when there is none. */
export const recordedLab = (home: Home): Lab | null => {
  const installation = readInstallation(home);
  if (installation === null) return null;
  try {
    const record = LabRecord.parse(JSON.parse(readFileSync(recordPath(home), 'utf8')));
    const { devices: names, ...rest } = record;
    return planLab({ suffix: installation.suffix, home: home.folder, names, ...rest });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
};

/** A lab for an installation that has none yet, on a subnet that this machine does not use. */
export const newLab = (options: {
  home: Home;
  installation: Installation;
  names: readonly string[];
  newer: readonly string[];
  suite: NewerSuite;
}): Lab => {
  const { home, installation, names, newer, suite } = options;
  const { suffix } = installation;
  const used = new Set(
    Object.values(networkInterfaces()).flatMap((addresses) =>
      (addresses ?? []).map(({ address }) => address.split('.', 2).join('.')),
    ),
  );
  const octet = labOctets(suffix).find((candidate) => !used.has(`10.${candidate}`));
  if (octet === undefined) throw new UserError(labProblems.noSubnet);
  return planLab({ suffix, home: home.folder, octet, names, newer, suite });
};

export const requireLab = (home: Home): Lab => {
  const lab = recordedLab(home);
  if (lab === null) throw new UserError(labProblems.none);
  return lab;
};

export const requireLabDevice = (lab: Lab, name: string): LabDevice => {
  const device = lab.devices.find((candidate) => candidate.name === name);
  if (device !== undefined) return device;
  throw new UserError(
    labProblems.noDevice(name, lab.devices.map((known) => known.name).join(', ')),
  );
};
