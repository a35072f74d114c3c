import type * as z from 'zod/mini';
import type { Cancel } from '@nanoedge/base';
import type {
  DriverSettings,
  LightsState,
  ThingHealth,
  ThingSpec,
  ThingState,
} from '@nanoedge/protocol';
import { Condition, ThingFault } from '../condition.ts';
import type { RealPorts } from '../real-ports.ts';
import type { Driver } from '../thing.ts';
import { ShownLights } from './shown.ts';
import { wledState } from './wled-leds.ts';

/** How long a strip may take to answer, and how soon it is asked again: failing, and working. */
const answerMs = 2_000;
const againMs = 2_000;
const lookMs = 15_000;

/**
 * A strip of LEDs that WLED drives. What it should show is sent at every change, one request at a
 * time and only the newest; and again after it was away or began anew.
 */
export class WledLights implements Driver {
  readonly spec: ThingSpec;
  readonly #settings: z.infer<DriverSettings['lights']['wled']>;
  readonly #ports: RealPorts;
  readonly #shown: ShownLights;
  readonly #condition: Condition;
  #isSending = false;
  #isDue = false;
  #isOver = false;
  #timer: Cancel = () => undefined;

  constructor(
    spec: ThingSpec,
    settings: z.infer<DriverSettings['lights']['wled']>,
    ports: RealPorts,
  ) {
    this.spec = spec;
    this.#settings = settings;
    this.#ports = ports;
    this.#shown = new ShownLights(spec);
    this.#condition = new Condition(ports.clock, (health) => ports.onHealth(spec, health));
    this.#send();
  }

  health(): ThingHealth {
    return this.#condition.current;
  }

  read(): LightsState {
    return this.#shown.state;
  }

  write(state: ThingState): void {
    this.#shown.set(state);
    this.#send();
  }

  observe(listener: (state: ThingState) => void): () => void {
    return this.#shown.observe(listener);
  }

  stop(): void {
    this.#shown.clear();
    this.#send();
    this.#isOver = true;
    this.#timer();
  }

  #send(): void {
    this.#isDue = true;
    if (this.#isSending) return;
    this.#timer();
    this.#isSending = true;
    void this.#sendNewest();
  }

  async #sendNewest(): Promise<void> {
    while (this.#isDue) {
      this.#isDue = false;
      await this.#post();
    }
    this.#isSending = false;
    if (this.#isOver) return;
    const nextMs = this.#condition.current.state === 'working' ? lookMs : againMs;
    this.#timer = this.#ports.clock.after(nextMs, () => this.#send());
  }

  async #post(): Promise<void> {
    const address = new URL('/json/state', this.#settings.url);
    try {
      const answer = await fetch(address, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(wledState(this.#shown.state.lamps, this.#settings)),
        redirect: 'error',
        signal: AbortSignal.timeout(answerMs),
      });
      await answer.body?.cancel();
      if (!answer.ok)
        this.#condition.failing(
          new ThingFault('peer-refuses', `${address.href}: HTTP ${answer.status}`),
        );
      else this.#condition.working();
    } catch (error) {
      this.#condition.failing(new ThingFault('peer-unreachable', address.href, { cause: error }));
    }
  }
}
