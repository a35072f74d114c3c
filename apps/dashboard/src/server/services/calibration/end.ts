import { isDeepStrictEqual } from 'node:util';
import { type PlaceLesson, parse, PlaceLesson as Lesson } from '@nanoedge/protocol';
import { auditSentences, calibrationRefusals } from '@nanoedge/words';
import { eq } from 'drizzle-orm';
import { lessons } from '../../db/schema/index.ts';
import type { Actor } from '../actor.ts';
import { requireRole } from '../actor.ts';
import { record } from '../audit.ts';
import { changeDeployment } from '../deployments/change.ts';
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

/** Gives a main-controller this lesson, or none, by a change of its config. */
const putToUse = async (
  deps: Deps,
  actor: Actor,
  { controller, lesson }: { controller: Controller; lesson: PlaceLesson | null },
): Promise<RunView> => {
  const { deployment, version, config } = controller;
  const { lesson: _before, ...rest } = config;
  return changeDeployment(deps, actor, {
    deployment,
    config: lesson === null ? rest : { ...rest, lesson },
    base: { version, config },
  });
};

/** Ends a calibration without using it: what was taught is forgotten, the lesson in use stays. */
export const cancelCalibration = async (
  deps: Deps,
  actor: Actor,
  { deployment, id }: CalibrationEnd,
): Promise<{ cancelled: boolean }> => {
  requireRole(actor, 'admin');
  const controller = await readController(deps, deployment);
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
  requireRole(actor, 'admin');
  const controller = await readController(deps, deployment);
  const { calibration, learned } = await askController(deps, controller, { kind: 'learned' });
  if (calibration === null || calibration.id !== id)
    throw new Conflict('id', calibrationRefusals.forgotten);
  if (calibration.now !== null) throw new Conflict('id', calibrationRefusals.stillTeaching);
  if (learned === undefined || learned.length === 0)
    throw new Conflict('id', calibrationRefusals.nothingHeard);
  const lesson = parse(Lesson, { taughtAt: deps.now(), zones: learned }, 'lesson');
  const run = await putToUse(deps, actor, { controller, lesson });
  const { taughtAt } = lesson;
  const before = controller.lesson;
  await deps.db.insert(lessons).values({ deployment, taughtAt, before, by: actor.user });
  await record(deps.db, actor, {
    site: controller.site,
    action: 'calibrate',
    entity: 'deployment',
    subject: deployment,
    summary: auditSentences.calibration.taught(
      controller.name,
      lesson.zones.length,
      controller.zones.length,
    ),
  });
  await dismiss(deps, controller);
  return run;
};

/** Goes back to the lesson before, or to none. Throws Conflict when there is nothing to undo. */
export const undoCalibration = async (
  deps: Deps,
  actor: Actor,
  { deployment }: CalibrationRef,
): Promise<RunView> => {
  requireRole(actor, 'admin');
  const controller = await readController(deps, deployment);
  const last = await lastLesson(deps.db, controller);
  if (last === null || isDeepStrictEqual(last.before, controller.lesson))
    throw new Conflict('deployment', calibrationRefusals.nothingToUndo);
  const run = await putToUse(deps, actor, { controller, lesson: last.before });
  await deps.db
    .update(lessons)
    .set({ undoneAt: new Date(deps.now()) })
    .where(eq(lessons.id, last.id));
  await record(deps.db, actor, {
    site: controller.site,
    action: 'undo-calibration',
    entity: 'deployment',
    subject: deployment,
    summary: auditSentences.calibration.undone(controller.name),
  });
  return run;
};
