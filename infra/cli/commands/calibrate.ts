import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline/promises';
import { sleep, systemClock } from '@nanoedge/base';
import { calibratingLines as words, sortableTime } from '@nanoedge/words';
import { clockOf, type Dashboard, openDashboard, siteOf } from '../api/dashboard.ts';
import { findDevice } from '../api/find.ts';
import type { CalibrationRow, ProgressRow } from '../api/views.ts';
import type { CliEnv } from '../env.ts';
import { UserError } from '../errors.ts';
import { followRuns, type FollowOptions } from '../ui/follow.ts';

const askAgainMs = 1000;

export interface CalibrateOptions extends FollowOptions {
  key: string;
  device?: string;
  zone?: string[];
  seconds: string;
  yes?: boolean;
  simulated?: boolean;
}

interface Zone {
  zone: string;
  name: string;
}

const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** The main-controller of the site, or that of the device that was named. */
const controllerOf = async (dashboard: Dashboard, device?: string): Promise<CalibrationRow> => {
  const site = await siteOf(dashboard);
  const inventory = await dashboard.ask((api) => api.nanoservices.matrix.query({ site }));
  const on = device === undefined ? null : findDevice(inventory, device).id;
  const found = inventory.deployments.filter(
    (row) => row.nanoservice === 'main-controller' && (on === null || row.device === on),
  );
  const [first, ...others] = found;
  if (first === undefined) throw new UserError(words.noController);
  const names = inventory.devices.filter(({ id }) => found.some((row) => row.device === id));
  if (others.length > 0)
    throw new UserError(words.severalControllers(names.map(({ name }) => name).join(', ')));
  return dashboard.ask((api) => api.calibration.get.query({ deployment: first.id }));
};

const keyOf = async (dashboard: Dashboard, text: string): Promise<string> => {
  const site = await siteOf(dashboard);
  const people = await dashboard.ask((api) => api.people.list.query({ site }));
  const wanted = text.toLowerCase();
  const byKey = people.flatMap(({ keys }) => keys).find(({ shown }) => shown === wanted);
  const byName = people.find(({ name }) => name.toLowerCase() === wanted)?.keys[0];
  const key = byKey ?? byName;
  if (key === undefined) throw new UserError(words.noKey(text));
  return key.shown;
};

const zonesOf = ({ zones }: CalibrationRow, wanted: readonly string[] | undefined): Zone[] => {
  if (wanted === undefined) return zones;
  return wanted.map((text) => {
    const lower = text.toLowerCase();
    const found = zones.find(({ zone, name }) => zone === text || name.toLowerCase() === lower);
    if (found !== undefined) return found;
    throw new UserError(words.noZone(text, zones.map(({ name }) => name).join(', ')));
  });
};

interface Walk {
  dashboard: Dashboard;
  controller: CalibrationRow;
  id: string;
  key: string;
  seconds: number;
  simulated: boolean;
  /** They want to go no further. */
  stop: AbortSignal;
}

const heardIn = ({ controller }: Walk, progress: ProgressRow, zone: string) =>
  (progress?.zones.find((each) => each.zone === zone)?.heard ?? []).map(({ scanner, reports }) => ({
    name: controller.scanners.find((each) => each.zone === scanner)?.name ?? scanner,
    reports,
  }));

/** Teaches one zone, and says what is heard meanwhile; whether anything was before they stopped. */
const teach = async (walk: Walk, { zone, name }: Zone): Promise<boolean> => {
  const { dashboard, controller, id, key, seconds, simulated, stop } = walk;
  const { deployment } = controller;
  let progress = await dashboard.ask((api) =>
    api.calibration.teach.mutate({ deployment, id, key, zone, seconds, simulated }),
  );
  while (progress?.now != null) {
    const left = Math.ceil(progress.now.leftMs / 1000);
    say(words.standing(name, left, words.heard(heardIn(walk, progress, zone))));
    await sleep(systemClock, askAgainMs, stop);
    if (stop.aborted) return false;
    progress = await dashboard.ask((api) => api.calibration.progress.query({ deployment }));
  }
  const heard = heardIn(walk, progress, zone);
  say(heard.length === 0 ? words.silent(name) : words.taught(name, words.heard(heard)));
  return heard.length > 0;
};

type Ask = (question: string) => Promise<string>;

/** Zone by zone as the person says; null when they cancel, else how many were taught. */
const teachAll = async (walk: Walk, zones: readonly Zone[], ask: Ask): Promise<number | null> => {
  const taught = new Set<string>();
  let at = 0;
  while (at < zones.length) {
    const zone = zones[at];
    if (zone === undefined) break;
    const answer = (await ask(words.begin(zone.name, walk.seconds))).trim().toLowerCase();
    if (answer === 'q') return null;
    if (answer === 'r') at = Math.max(0, at - 1);
    else {
      if (answer !== 's' && (await teach(walk, zone))) taught.add(zone.zone);
      if (walk.stop.aborted) return null;
      at += 1;
    }
  }
  if (taught.size === 0) return 0;
  const answer = await ask(words.use(taught.size, walk.controller.zones.length));
  return answer.trim().toLowerCase() === 'q' ? null : taught.size;
};

const secondsOf = (text: string): number => {
  const seconds = Number(text);
  if (seconds >= 5 && seconds <= 600) return seconds;
  throw new UserError(words.badSeconds(text));
};

/** As a shell has it for a program that Ctrl-C ended. */
const interruptedCode = 130;

/**
 * What is typed, until Ctrl-C or an interrupt, which `stop` tells of. A second one ends the program
 * at once.
 */
const untilInterrupted = () => {
  const stopping = new AbortController();
  const typed = createInterface({ input: process.stdin, output: process.stderr });
  const end = (): void => {
    process.removeListener('SIGINT', interrupt);
    typed.close();
  };
  const interrupt = (): void => {
    stopping.abort();
    end();
  };
  process.once('SIGINT', interrupt);
  typed.once('SIGINT', interrupt);
  return { typed, stop: stopping.signal, end };
};

/** Guides somebody who carries a key through the zones, and puts to use what was heard. */
export const calibrate = async (env: CliEnv, options: CalibrateOptions): Promise<number> => {
  const seconds = secondsOf(options.seconds);
  if (options.yes !== true && process.stdin.isTTY !== true) throw new UserError(words.needsAnswers);
  const dashboard = openDashboard(env);
  const controller = await controllerOf(dashboard, options.device);
  const zones = zonesOf(controller, options.zone);
  const key = await keyOf(dashboard, options.key);
  const simulated = options.simulated === true;
  const id = randomUUID();
  const { deployment } = controller;
  const cancel = async (): Promise<void> => {
    await dashboard.ask((api) => api.calibration.cancel.mutate({ deployment, id }));
    say(words.cancelled);
  };
  const interruptible = untilInterrupted();
  const { typed, stop } = interruptible;
  const ask: Ask = (question) =>
    options.yes === true
      ? Promise.resolve('')
      : typed.question(question, { signal: stop }).catch(() => 'q');
  try {
    const walk = { dashboard, controller, id, key, seconds, simulated, stop };
    const taught = await teachAll(walk, zones, ask);
    if (taught === null || taught === 0) {
      await cancel();
      if (taught === 0) say(words.nothing);
      return stop.aborted ? interruptedCode : 1;
    }
  } finally {
    interruptible.end();
  }
  const run = await dashboard.ask((api) => api.calibration.finish.mutate({ deployment, id }));
  return followRuns(dashboard, [run], options);
};

/** What was taught, and what the lesson lacks. */
export const calibrationStatus = async (
  env: CliEnv,
  options: { device?: string; json?: boolean },
): Promise<void> => {
  const dashboard = openDashboard(env);
  const found = await controllerOf(dashboard, options.device);
  const clock = await clockOf(dashboard);
  const { lesson, zones, undoTo } = found;
  const names = (all: readonly Zone[]): string => all.map(({ name }) => name).join(', ');
  const lines =
    lesson === null
      ? [words.none]
      : [
          words.lesson(sortableTime(lesson.taughtAt, clock), lesson.taught.length, zones.length),
          ...(lesson.untaught.length === 0 ? [] : [words.untaught(names(lesson.untaught))]),
          ...(lesson.newScanners.length === 0
            ? []
            : [words.newScanners(names(lesson.newScanners))]),
          ...(undoTo === null ? [] : [words.undoTo[undoTo]]),
        ];
  const text = options.json === true ? JSON.stringify(found, null, 2) : lines.join('\n');
  process.stdout.write(`${text}\n`);
};

/** Goes back to the lesson before, or to none. */
export const calibrationUndo = async (
  env: CliEnv,
  options: FollowOptions & { device?: string },
): Promise<number> => {
  const dashboard = openDashboard(env);
  const { deployment } = await controllerOf(dashboard, options.device);
  const run = await dashboard.ask((api) => api.calibration.undo.mutate({ deployment }));
  return followRuns(dashboard, [run], options);
};
