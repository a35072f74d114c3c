import type { Clock } from '@nanoedge/base';
import type { ThingHealth, ThingSpec } from '@nanoedge/protocol';

/** What every driver of something real needs. */
export interface RealPorts {
  clock: Clock;
  /** A sensor fired after it had rested. */
  onFired: (spec: ThingSpec) => void;
  /** A thing began to work, or to fail for a reason. */
  onHealth: (spec: ThingSpec, health: ThingHealth) => void;
}
