import {
  cancelCalibration,
  finishCalibration,
  undoCalibration,
} from '../../services/calibration/end.ts';
import { calibrationProgress, getCalibration } from '../../services/calibration/get.ts';
import {
  CalibrationEnd,
  CalibrationRef,
  TeachZoneInput,
} from '../../services/calibration/schema.ts';
import { teachZone } from '../../services/calibration/teach.ts';
import { admin, router, viewer } from '../init.ts';

export const calibrationRouter = router({
  get: viewer
    .input(CalibrationRef)
    .query(({ ctx, input }) => getCalibration(ctx.deps, ctx.actor, input)),
  progress: admin
    .input(CalibrationRef)
    .query(({ ctx, input }) => calibrationProgress(ctx.deps, ctx.actor, input)),
  teach: admin
    .input(TeachZoneInput)
    .mutation(({ ctx, input }) => teachZone(ctx.deps, ctx.actor, input)),
  cancel: admin
    .input(CalibrationEnd)
    .mutation(({ ctx, input }) => cancelCalibration(ctx.deps, ctx.actor, input)),
  finish: admin
    .input(CalibrationEnd)
    .mutation(({ ctx, input }) => finishCalibration(ctx.deps, ctx.actor, input)),
  undo: admin
    .input(CalibrationRef)
    .mutation(({ ctx, input }) => undoCalibration(ctx.deps, ctx.actor, input)),
});
