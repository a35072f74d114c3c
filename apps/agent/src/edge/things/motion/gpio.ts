import type * as z from 'zod/mini';
import type {
  DriverSettings,
  MotionState,
  ThingHealth,
  ThingSpec,
  ThingState,
} from '@nanoedge/protocol';
import { ThingRefused } from '../../../errors.ts';
import { Condition } from '../condition.ts';
import { type GpioTools, watchLine } from '../gpio/watch-line.ts';
import { keepOpen } from '../keep-open.ts';
import type { RealPorts } from '../real-ports.ts';
import type { Driver } from '../thing.ts';
import { MotionLevel } from './level.ts';

/** A PIR on a line of a GPIO chip, watched by `gpiomon` of libgpiod 1 or 2. */
export class GpioMotion implements Driver {
  readonly spec: ThingSpec;
  readonly stop: () => void;
  readonly #level: MotionLevel;
  readonly #condition: Condition;

  constructor(
    spec: ThingSpec,
    line: z.infer<DriverSettings['motion']['gpio']>,
    ports: RealPorts & { gpio: GpioTools },
  ) {
    this.spec = spec;
    this.#level = new MotionLevel(spec, ports);
    this.#condition = new Condition(ports.clock, (health) => ports.onHealth(spec, health));
    const onLevel = (high: boolean): void => {
      this.#condition.working();
      this.#level.set(high);
    };
    const wiring = { clock: ports.clock, condition: this.#condition };
    this.stop = keepOpen(wiring, (signal) =>
      watchLine({ tools: ports.gpio, line, onLevel }, signal).finally(() => this.#level.set(false)),
    );
  }

  health(): ThingHealth {
    return this.#condition.current;
  }

  read(): MotionState {
    return this.#level.state;
  }

  write(): void {
    throw new ThingRefused(`${this.spec.name} is a sensor`);
  }

  observe(listener: (state: ThingState) => void): () => void {
    return this.#level.observe(listener);
  }
}
