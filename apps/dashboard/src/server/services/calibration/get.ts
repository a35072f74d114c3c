import type { ZoneId } from '@nanoedge/protocol';
import type { Actor } from '../actor.ts';
import { demand } from '../actor.ts';
import type { Deps } from '../deps.ts';
import { withBeginner } from './begun.ts';
import { askController, type Controller, readController } from './controller.ts';
import { lastLesson } from './lessons.ts';
import type { CalibrationRef } from './schema.ts';
import type { CalibrationProgress, CalibrationView, LessonView, NamedZone } from './view.ts';

const namedBy =
  ({ plan }: Controller) =>
  (zone: ZoneId): NamedZone => ({
    zone,
    name: plan.zones.find(({ id }) => id === zone)?.name ?? zone,
  });

const lessonOf = (controller: Controller): LessonView | null => {
  const { lesson, scanners, zones } = controller;
  if (lesson === null) return null;
  const named = namedBy(controller);
  const taught = new Set(lesson.zones.map(({ zone }) => zone));
  const known = new Set(
    lesson.zones.flatMap((zone) => zone.scanners.map(({ scanner }) => scanner)),
  );
  return {
    taughtAt: lesson.taughtAt,
    taught: zones.filter((zone) => taught.has(zone)).map(named),
    untaught: zones.filter((zone) => !taught.has(zone)).map(named),
    newScanners: scanners.filter((zone) => !known.has(zone)).map(named),
  };
};

/** What a main-controller was taught, and what can be taught. */
export const getCalibration = async (
  deps: Deps,
  actor: Actor,
  { deployment }: CalibrationRef,
): Promise<CalibrationView> => {
  const controller = await readController(deps, deployment);
  demand(actor, 'calibration.read', { site: controller.site, as: ['deployment', deployment] });
  const named = namedBy(controller);
  const last = await lastLesson(deps.db, controller);
  return {
    deployment,
    name: controller.name,
    zones: controller.zones.map(named),
    scanners: controller.scanners.map(named),
    lesson: lessonOf(controller),
    undoTo: last === null ? null : last.before === null ? 'uncalibrated' : 'lesson',
  };
};

/** What goes on at the main-controller now. Throws Conflict when it cannot be asked. */
export const calibrationProgress = async (
  deps: Deps,
  actor: Actor,
  { deployment }: CalibrationRef,
): Promise<CalibrationProgress> => {
  const controller = await readController(deps, deployment);
  demand(actor, 'calibration.teach', { site: controller.site, as: ['deployment', deployment] });
  return withBeginner(deps, controller, await askController(deps, controller, { kind: 'state' }));
};
