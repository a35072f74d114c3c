import type { DesiredState } from '@nanoedge/protocol';

/** Where the dashboard's documents go; see `Intake`. */
export interface DocumentIntake {
  readonly revision: number | null;
  accept(desired: DesiredState): number;
  startsOver(desired: DesiredState): boolean;
}
