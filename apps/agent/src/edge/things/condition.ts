import type { Clock } from '@nanoedge/base';
import type { ThingHealth, ThingProblem } from '@nanoedge/protocol';
import { AgentError } from '../../errors.ts';

/** What keeps a thing from working; `detail` is what the system said. */
export class ThingFault extends AgentError {
  readonly problem: ThingProblem;
  readonly detail: string;
  constructor(problem: ThingProblem, detail: string, options?: ErrorOptions) {
    super(`${problem}: ${detail}`, options);
    this.problem = problem;
    this.detail = detail.slice(0, 300);
  }
}

/** Whether one thing works, and since when; whoever listens hears of every change of it. */
export class Condition {
  readonly #clock: Clock;
  readonly #onChange: (health: ThingHealth) => void;
  #now: ThingHealth;

  constructor(clock: Clock, onChange: (health: ThingHealth) => void) {
    this.#clock = clock;
    this.#onChange = onChange;
    this.#now = { state: 'starting', problem: null, detail: null, since: clock.now() };
  }

  get current(): ThingHealth {
    return this.#now;
  }

  working(): void {
    this.#become({ state: 'working', problem: null, detail: null });
  }

  failing(fault: ThingFault): void {
    this.#become({ state: 'failing', problem: fault.problem, detail: fault.detail });
  }

  #become(next: Omit<ThingHealth, 'since'>): void {
    const before = this.#now;
    const isSame = before.state === next.state && before.problem === next.problem;
    this.#now = { ...next, since: isSame ? before.since : this.#clock.now() };
    if (!isSame) this.#onChange(this.#now);
  }
}
