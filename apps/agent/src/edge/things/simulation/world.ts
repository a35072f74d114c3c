import type { Cancel, Clock } from '@nanoedge/base';
import type {
  IdentityKey,
  SimulateCommand,
  WalkCommand,
  WalkRadio,
  ZoneId,
} from '@nanoedge/protocol';
import { staysOf, type Walker } from './timeline.ts';

export interface ZoneListener {
  entered(walker: Walker): void;
  left(walker: Walker): void;
}

/** A walk whose keys are heard by all scanners, as its radio has it. */
export interface AiredWalk {
  walker: string;
  keys: readonly IdentityKey[];
  radio: WalkRadio;
  /** When it began, on the monotonic clock. */
  beganAt: number;
}

export interface RadioListener {
  began(walk: AiredWalk): void;
  ended(walker: string): void;
}

interface Walk {
  command: WalkCommand;
  /** While its keys are heard; null: only where somebody is. */
  aired: AiredWalk | null;
  cancels: Cancel[];
  inside: Set<ZoneId>;
}

/**
 * Where the simulated people are, as far as this device's zones are concerned. Only in memory: a
 * restarted agent starts with empty rooms.
 */
export class World {
  readonly #clock: Clock;
  readonly #listeners = new Map<ZoneId, Set<ZoneListener>>();
  readonly #radios = new Set<RadioListener>();
  readonly #walks = new Map<string, Walk>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Tells who enters and leaves a zone, beginning with those who are there; the answer
   * unsubscribes.
   */
  listen(zone: ZoneId, listener: ZoneListener): () => void {
    const listeners = this.#listeners.get(zone) ?? new Set();
    this.#listeners.set(zone, listeners.add(listener));
    for (const { command, inside } of this.#walks.values())
      if (inside.has(zone)) listener.entered(command);
    return () => listeners.delete(listener);
  }

  /** Tells which walks are on the air, beginning with those that are; the answer unsubscribes. */
  tuneIn(listener: RadioListener): () => void {
    this.#radios.add(listener);
    for (const { aired } of this.#walks.values()) if (aired !== null) listener.began(aired);
    return () => this.#radios.delete(listener);
  }

  /** Who was let in and not told to leave. */
  get walkers(): ReadonlySet<string> {
    return new Set(this.#walks.keys());
  }

  command(command: SimulateCommand): void {
    switch (command.kind) {
      case 'walk':
        this.#start(command);
        return;
      case 'leave':
        this.#end(command.walker);
        return;
      case 'clear':
        for (const walker of this.#walks.keys()) this.#end(walker);
    }
  }

  #start(command: WalkCommand): void {
    const running = this.#walks.get(command.walker);
    if (running !== undefined && JSON.stringify(running.command) === JSON.stringify(command))
      return;
    this.#end(command.walker);
    const now = this.#clock.now();
    const walk: Walk = { command, aired: null, cancels: [], inside: new Set() };
    const stays = staysOf(command, new Set(this.#listeners.keys()), now);
    this.#walks.set(command.walker, walk);
    for (const { zone, from, until } of stays) {
      walk.cancels.push(this.#clock.after(from - now, () => this.#enter(walk, zone)));
      if (until !== null)
        walk.cancels.push(this.#clock.after(until - now, () => this.#leave(walk, zone)));
    }
    this.#air(walk, now);
  }

  #air(walk: Walk, now: number): void {
    const { walker, keys, radio, startAt, legs } = walk.command;
    if (radio === undefined) return;
    const goneMs = Math.max(...legs.map(({ untilMs }) => untilMs ?? Number.POSITIVE_INFINITY));
    const startsIn = startAt - now;
    if (startsIn + goneMs <= 0) return;
    walk.aired = { walker, keys, radio, beganAt: this.#clock.monotonic() + startsIn };
    for (const listener of this.#radios) listener.began(walk.aired);
    if (Number.isFinite(goneMs))
      walk.cancels.push(this.#clock.after(startsIn + goneMs, () => this.#silence(walk)));
  }

  #silence(walk: Walk): void {
    if (walk.aired === null) return;
    walk.aired = null;
    for (const listener of this.#radios) listener.ended(walk.command.walker);
  }

  #end(walker: string): void {
    const walk = this.#walks.get(walker);
    if (walk === undefined) return;
    for (const cancel of walk.cancels) cancel();
    for (const zone of walk.inside) this.#leave(walk, zone);
    this.#silence(walk);
    this.#walks.delete(walker);
  }

  #enter(walk: Walk, zone: ZoneId): void {
    walk.inside.add(zone);
    for (const listener of this.#listeners.get(zone) ?? []) listener.entered(walk.command);
  }

  #leave(walk: Walk, zone: ZoneId): void {
    walk.inside.delete(zone);
    for (const listener of this.#listeners.get(zone) ?? []) listener.left(walk.command);
  }
}
