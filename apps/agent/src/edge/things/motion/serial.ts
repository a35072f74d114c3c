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
import { keepOpen } from '../keep-open.ts';
import type { RealPorts } from '../real-ports.ts';
import { speakLines } from '../serial/line-port.ts';
import type { Driver } from '../thing.ts';
import { MotionLevel } from './level.ts';

/** A motion sensor behind a serial port that says a line when motion begins and when it ends. */
export class SerialMotion implements Driver {
  readonly spec: ThingSpec;
  readonly stop: () => void;
  readonly #level: MotionLevel;
  readonly #condition: Condition;

  constructor(
    spec: ThingSpec,
    settings: z.infer<DriverSettings['motion']['serial']>,
    ports: RealPorts,
  ) {
    this.spec = spec;
    this.#level = new MotionLevel(spec, ports);
    this.#condition = new Condition(ports.clock, (health) => ports.onHealth(spec, health));
    const { port, baud, on, off } = settings;
    const onLine = (line: string): void => {
      if (line === on || line === off) this.#level.set(line === on);
    };
    const wiring = { clock: ports.clock, condition: this.#condition };
    this.stop = keepOpen(wiring, async (signal) => {
      const onOpen = (): void => this.#condition.working();
      await speakLines({ port, baud, onLine, onOpen }, signal).finally(() =>
        this.#level.set(false),
      );
    });
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
