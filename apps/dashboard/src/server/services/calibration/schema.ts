import { DeploymentId, IdentityKey, mostTeachingSeconds, ZoneId } from '@nanoedge/protocol';
import { calibrationRefusals } from '@nanoedge/words';
import * as z from 'zod';

export const CalibrationRef = z.object({ deployment: DeploymentId });
export type CalibrationRef = z.infer<typeof CalibrationRef>;

const { seconds: secondsWords } = calibrationRefusals;

/**
 * `id` is the calibration's own, chosen by who begins it: another one begins anew. `simulated`: a
 * simulated person carries the key to the zone and stays there.
 */
export const TeachZoneInput = z.object({
  deployment: DeploymentId,
  id: z.uuid(),
  key: IdentityKey,
  zone: ZoneId,
  seconds: z.number().min(5, secondsWords).max(mostTeachingSeconds, secondsWords).default(30),
  simulated: z.boolean().default(false),
});
export type TeachZoneInput = z.infer<typeof TeachZoneInput>;

/** Of which calibration: what another one taught is left alone. */
export const CalibrationEnd = z.object({ deployment: DeploymentId, id: z.uuid() });
export type CalibrationEnd = z.infer<typeof CalibrationEnd>;
