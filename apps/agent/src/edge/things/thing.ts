import type { ThingHealth, ThingSpec, ThingState } from '@nanoedge/protocol';

/** One sensor or actuator of this device, whatever drives it. */
export interface Driver {
  readonly spec: ThingSpec;
  /** Whether it works, and since when. */
  health(): ThingHealth;
  read(): ThingState;
  /**
   * Commands an actuator with a value that `parseThingState` accepted. Throws ThingRefused on a
   * sensor.
   */
  write(state: ThingState): void;
  /**
   * Calls `listener` with every new state; the answer unsubscribes. A radio listens only while it
   * is observed.
   */
  observe(listener: (state: ThingState) => void): () => void;
  stop(): void;
}
