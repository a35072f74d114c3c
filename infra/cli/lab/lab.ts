import { labProblems, stepNotes } from '@nanoedge/words';
import { UserError } from '../errors.ts';
import { type Home, openInstallation, readInstallation } from '../home.ts';
import { ensureEngine } from './engine.ts';
import { ensureNewerDebian } from './newer-engine.ts';
import { ensureBridge, ensureDeviceNetwork } from './network.ts';
import {
  type Lab,
  labDeviceNames,
  labTraces,
  mostDevices,
  newerSuites,
  type NewerSuite,
  planLab,
} from './plan.ts';
import { forgetLab, newerOf, newLab, recordedLab, recordLab } from './record.ts';
import { findTraces, removeLab } from './remove.ts';
import { requireLabSupport } from './requirements.ts';

const firstCount = 4;

/** Device names as they are typed, with commas between them; null where none are given. */
export const namesIn = (typed: string | undefined): string[] | null =>
  typed === undefined
    ? null
    : typed
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '');

/** The names of a lab's devices, all that are asked for among them. */
const known = (names: string[], asked: readonly string[]): string[] => {
  const strange = asked.find((name) => !names.includes(name));
  if (strange !== undefined) throw new UserError(labProblems.noDevice(strange, names.join(', ')));
  return names;
};

/** What of a lab may be asked for; null: as it is, or as is usual. */
export interface LabWish {
  devices: number | null;
  /** Names of the devices with the newer engine. */
  newer: readonly string[] | null;
  suite: NewerSuite | null;
}

/** The Debian of the newer engine as it is typed. Throws UserError that names those that there are. */
export const suiteIn = (typed: string | undefined): NewerSuite | null => {
  if (typed === undefined) return null;
  const known = newerSuites.find((suite) => suite === typed);
  if (known === undefined) throw new UserError(labProblems.noSuite(typed, newerSuites.join(', ')));
  return known;
};

/** An engine has its images and containers in a store that the other one does not read. */
const refuseOtherEngines = (existing: Lab, { newer, suite }: LabWish): void => {
  const other = existing.devices.find(
    ({ name, isNewer, suite: has }) =>
      (newer !== null && newer.includes(name) !== isNewer) ||
      (isNewer && suite !== null && suite !== has),
  );
  if (other !== undefined) throw new UserError(labProblems.otherEngine(other.name));
};

const wanted = (home: Home, wish: LabWish): Lab => {
  const { devices: count, newer, suite } = wish;
  if (count !== null && (!Number.isInteger(count) || count < 1 || count > mostDevices))
    throw new UserError(labProblems.count(mostDevices));
  const existing = recordedLab(home);
  const installation = openInstallation(home);
  if (existing === null)
    return newLab({
      home,
      installation,
      names: known(labDeviceNames(count ?? firstCount), newer ?? []),
      newer: newer ?? [],
      suite: suite ?? 'trixie',
    });
  if (count !== null && count < existing.devices.length)
    throw new UserError(labProblems.larger(existing.devices.length));
  refuseOtherEngines(existing, wish);
  const names = labDeviceNames(Math.max(count ?? 0, existing.devices.length));
  return planLab({
    suffix: installation.suffix,
    home: home.folder,
    octet: existing.octet,
    names: known(names, newer ?? []),
    newer: newer ?? newerOf(existing),
    suite: suite ?? existing.suite,
  });
};

/**
 * Makes the lab, or what is missing of it; returns how many engines had to be started. A first lab
 * that cannot be made leaves nothing behind.
 */
export const ensureLab = async (
  home: Home,
  wish: LabWish,
  note: (text: string) => void,
): Promise<{ lab: Lab; started: number }> => {
  const isNew = recordedLab(home) === null;
  const lab = wanted(home, wish);
  recordLab(home, lab);
  try {
    if (newerOf(lab).length > 0) await ensureNewerDebian(lab.suite, note);
    note(stepNotes.network);
    await ensureBridge(lab);
    for (const device of lab.devices) await ensureDeviceNetwork(lab, device);
    const started = await Promise.all(
      lab.devices.map(async (device) => {
        const fresh = await ensureEngine(home, device);
        note(stepNotes.engineAnswers(device.name));
        return fresh;
      }),
    );
    return { lab, started: started.filter(Boolean).length };
  } catch (error) {
    if (isNew) await takeLabDown(home);
    throw error;
  }
};

/**
 * Removes every trace of this installation's lab, with or without its record. Returns whether there
 * was any. Throws UserError when there is and this user may not remove it.
 */
export const takeLabDown = async (home: Home): Promise<boolean> => {
  const installation = readInstallation(home);
  if (installation === null) return false;
  const traces = labTraces(installation.suffix, home.folder);
  const found = await findTraces(traces);
  if (found.length > 0) {
    await requireLabSupport(() => undefined);
    await removeLab(home, traces);
  }
  forgetLab(home);
  return found.length > 0;
};
