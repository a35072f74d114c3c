import type { CalibrationState, DeploymentId, ZoneId } from '@nanoedge/protocol';

export interface NamedZone {
  zone: ZoneId;
  name: string;
}

/** What a main-controller was taught of how keys are heard; null: nothing. */
export interface LessonView {
  taughtAt: number;
  taught: NamedZone[];
  /** Zones that were not taught, and zones whose scanner came after the lesson: the plan speaks. */
  untaught: NamedZone[];
  newScanners: NamedZone[];
}

export interface CalibrationView {
  deployment: DeploymentId;
  name: string;
  /** All zones that can be taught, in the order in which one comes through them. */
  zones: NamedZone[];
  scanners: NamedZone[];
  lesson: LessonView | null;
  /** What undoing would lead back to; null: there is nothing to undo. */
  undoTo: 'lesson' | 'uncalibrated' | null;
}

/** What goes on at the main-controller; null: nothing. `by` null: nobody knows who began it. */
export type CalibrationProgress =
  | (NonNullable<CalibrationState['calibration']> & { by: string | null })
  | null;
