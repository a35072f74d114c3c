import { isDeepStrictEqual } from 'node:util';
import { type PlaceLesson, parse, PlaceLesson as Lesson } from '@nanoedge/protocol';
import { auditSentences, calibrationRefusals } from '@nanoedge/words';
import { eq } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { lessons } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import { record } from '../audit.ts';
import { changeDeploymentAlso } from '../deployments/change.ts';
import type { Deps } from '../deps.ts';
import { Conflict } from '../errors.ts';
import type { RunView } from '../runs/view.ts';
import { sendToSite } from '../simulation/send.ts';
import { askController, type Controller, readController } from './controller.ts';
import { lastLesson } from './lessons.ts';
import type { CalibrationEnd, CalibrationRef } from './schema.ts';
import { calibrationWalker } from './teach.ts';

/** Who carried the key in the simulation goes; where nobody did, that changes nothing. */
const dismiss = async (deps: Deps, { site }: Controller): Promise<void> => {
  try {
    await sendToSite(deps, site, { kind: 'leave', walker: calibrationWalker });
  } catch (error) {
    deps.log.debug({ err: error }, 'nobody to dismiss');
  }
};

/** What was taught is in the config now; where it is not forgotten at once, it is later. */
const forget = async (deps: Deps, controller: Controller): Promise<void> => {
  try {
    await askController(deps, controller, { kind: 'end' });
  } catch (error) {
    deps.log.debug({ err: error }, 'what was taught is forgotten later');
  }
};

/**
 * Gives a main-controller this lesson, or none, by a change of its config; what is written down of
 * it besides is written with it, or neither is.
 */
const putToUse = async (
  deps: Deps,
  actor: Actor,
  {
    controller,
    lesson,
    also,
  }: { controller: Controller; lesson: PlaceLesson | null; also: (tx: Tx) => Promise<void> },
): Promise<RunView> => {
  const { deployment, version, config } = controller;
  const { lesson: _before, ...rest } = config;
  const wanted = {
    deployment,
    config: lesson === null ? rest : { ...rest, lesson },
    base: { version, config },
  };
  return changeDeploymentAlso(deps, actor, { wanted, also });
};

/** Ends a calibration without using it: what was taught is forgotten, the lesson in use stays. */
export const cancelCalibration = async (
  deps: Deps,
  actor: Actor,
  { deployment, id }: CalibrationEnd,
): Promise<{ cancelled: boolean }> => {
  const controller = await readController(deps, deployment);
  demand(actor, 'calibration.teach', { site: controller.site, as: ['deployment', deployment] });
  const { calibration } = await askController(deps, controller, { kind: 'state' });
  await dismiss(deps, controller);
  if (calibration?.id !== id) return { cancelled: false };
  await askController(deps, controller, { kind: 'end' });
  return { cancelled: true };
};

/**
 * Puts to use what was taught: it becomes part of the main-controller's config, by a change like
 * any other. Throws Conflict where nothing was heard, or the main-controller forgot it.
 */
export const finishCalibration = async (
  deps: Deps,
  actor: Actor,
  { deployment, id }: CalibrationEnd,
): Promise<RunView> => {
  const controller = await readController(deps, deployment);
  demand(actor, 'calibration.teach', { site: controller.site, as: ['deployment', deployment] });
  const { calibration, learned } = await askController(deps, controller, { kind: 'learned' });
  if (calibration === null || calibration.id !== id)
    throw new Conflict('id', calibrationRefusals.forgotten);
  if (calibration.now !== null) throw new Conflict('id', calibrationRefusals.stillTeaching);
  if (learned === undefined || learned.length === 0)
    throw new Conflict('id', calibrationRefusals.nothingHeard);
  const lesson = parse(Lesson, { taughtAt: deps.now(), zones: learned }, 'lesson');
  const { name, site, zones, lesson: before } = controller;
  const run = await putToUse(deps, actor, {
    controller,
    lesson,
    also: async (tx) => {
      const { taughtAt } = lesson;
      await tx.insert(lessons).values({ deployment, taughtAt, before, by: actor.user });
      await record(tx, actor, {
        site,
        action: 'calibrate',
        entity: 'deployment',
        subject: deployment,
        summary: auditSentences.calibration.taught(name, lesson.zones.length, zones.length),
      });
    },
  });
  await dismiss(deps, controller);
  await forget(deps, controller);
  return run;
};

/** Goes back to the lesson before, or to none. Throws Conflict when there is nothing to undo. */
export const undoCalibration = async (
  deps: Deps,
  actor: Actor,
  { deployment }: CalibrationRef,
): Promise<RunView> => {
  const controller = await readController(deps, deployment);
  demand(actor, 'calibration.teach', { site: controller.site, as: ['deployment', deployment] });
  const last = await lastLesson(deps.db, controller);
  if (last === null || isDeepStrictEqual(last.before, controller.lesson))
    throw new Conflict('deployment', calibrationRefusals.nothingToUndo);
  return putToUse(deps, actor, {
    controller,
    lesson: last.before,
    also: async (tx) => {
      await tx
        .update(lessons)
        .set({ undoneAt: new Date(deps.now()) })
        .where(eq(lessons.id, last.id));
      await record(tx, actor, {
        site: controller.site,
        action: 'undo-calibration',
        entity: 'deployment',
        subject: deployment,
        summary: auditSentences.calibration.undone(controller.name),
      });
    },
  });
};
