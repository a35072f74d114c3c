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
import { procedureFor, router } from '../init.ts';

export const calibrationRouter = router({
  get: procedureFor('calibration.read')
    .input(CalibrationRef)
    .query(({ ctx, input }) => getCalibration(ctx.deps, ctx.actor, input)),
  progress: procedureFor('calibration.teach')
    .input(CalibrationRef)
    .query(({ ctx, input }) => calibrationProgress(ctx.deps, ctx.actor, input)),
  teach: procedureFor('calibration.teach')
    .input(TeachZoneInput)
    .mutation(({ ctx, input }) => teachZone(ctx.deps, ctx.actor, input)),
  cancel: procedureFor('calibration.teach')
    .input(CalibrationEnd)
    .mutation(({ ctx, input }) => cancelCalibration(ctx.deps, ctx.actor, input)),
  finish: procedureFor('calibration.teach')
    .input(CalibrationEnd)
    .mutation(({ ctx, input }) => finishCalibration(ctx.deps, ctx.actor, input)),
  undo: procedureFor('calibration.teach')
    .input(CalibrationRef)
    .mutation(({ ctx, input }) => undoCalibration(ctx.deps, ctx.actor, input)),
});
