import type * as z from 'zod/mini';
import type {
  DriverSettings,
  LightsState,
  ThingHealth,
  ThingSpec,
  ThingState,
} from '@nanoedge/protocol';
import { Condition } from '../condition.ts';
import { keepOpen } from '../keep-open.ts';
import type { RealPorts } from '../real-ports.ts';
import { speakLines } from '../serial/line-port.ts';
import type { Driver } from '../thing.ts';
import { lampsLine } from './serial-line.ts';
import { ShownLights } from './shown.ts';

/**
 * Lamps of an Arduino behind a serial port. It says `nanoedge` when it has begun, since opening the
 * port makes most of them begin anew, and is told then what it should show.
 */
export class SerialLights implements Driver {
  readonly spec: ThingSpec;
  readonly #settings: z.infer<DriverSettings['lights']['serial']>;
  readonly #shown: ShownLights;
  readonly #condition: Condition;
  readonly #close: () => void;
  #say: (line: string) => void = () => undefined;

  constructor(
    spec: ThingSpec,
    settings: z.infer<DriverSettings['lights']['serial']>,
    ports: RealPorts,
  ) {
    this.spec = spec;
    this.#settings = settings;
    this.#shown = new ShownLights(spec);
    this.#condition = new Condition(ports.clock, (health) => ports.onHealth(spec, health));
    const { port, baud } = settings;
    const wiring = { clock: ports.clock, condition: this.#condition };
    this.#close = keepOpen(wiring, async (signal) => {
      const onOpen = (say: (line: string) => void): void => {
        this.#say = say;
        this.#condition.working();
        this.#tell();
      };
      const onLine = (line: string): void => {
        if (line.startsWith('nanoedge')) this.#tell();
      };
      await speakLines({ port, baud, onLine, onOpen }, signal).finally(() => {
        this.#say = () => undefined;
      });
    });
  }

  health(): ThingHealth {
    return this.#condition.current;
  }

  read(): LightsState {
    return this.#shown.state;
  }

  write(state: ThingState): void {
    this.#shown.set(state);
    this.#tell();
  }

  observe(listener: (state: ThingState) => void): () => void {
    return this.#shown.observe(listener);
  }

  stop(): void {
    this.#shown.clear();
    this.#tell();
    this.#close();
  }

  #tell(): void {
    this.#say(lampsLine(this.#shown.state.lamps, this.#settings.lamps));
  }
}
