import { labProblems, stepNotes } from '@nanoedge/words';
import { UserError } from '../errors.ts';
import { type Home, openInstallation, readInstallation } from '../home.ts';
import { ensureEngine } from './engine.ts';
import { ensureBridge, ensureDeviceNetwork } from './network.ts';
import { type Lab, labDeviceNames, labTraces, mostDevices, planLab } from './plan.ts';
import { forgetLab, newLab, recordedLab, recordLab } from './record.ts';
import { findTraces, removeLab } from './remove.ts';
import { requireLabSupport } from './requirements.ts';

const firstCount = 4;

const wanted = (home: Home, count: number | null): Lab => {
  if (count !== null && (!Number.isInteger(count) || count < 1 || count > mostDevices))
    throw new UserError(labProblems.count(mostDevices));
  const existing = recordedLab(home);
  const installation = openInstallation(home);
  if (existing === null)
    return newLab({ home, installation, names: labDeviceNames(count ?? firstCount) });
  if (count !== null && count < existing.devices.length)
    throw new UserError(labProblems.larger(existing.devices.length));
  const names = labDeviceNames(Math.max(count ?? 0, existing.devices.length));
  return planLab({ suffix: installation.suffix, home: home.folder, octet: existing.octet, names });
};

/**
 * Makes the lab, or what is missing of it; returns how many engines had to be started. A first lab
 * that cannot be made leaves nothing behind.
 */
export const ensureLab = async (
  home: Home,
  count: number | null,
  note: (text: string) => void,
): Promise<{ lab: Lab; started: number }> => {
  const isNew = recordedLab(home) === null;
  const lab = wanted(home, count);
  recordLab(home, lab);
  try {
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
