import type { Cancel, Clock } from '@nanoedge/base';
import type { SimulateCommand, WalkCommand, ZoneId } from '@nanoedge/protocol';
import { staysOf, type Walker } from './timeline.ts';

export interface ZoneListener {
  entered(walker: Walker): void;
  left(walker: Walker): void;
}

interface Walk {
  command: WalkCommand;
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
    const walk: Walk = { command, cancels: [], inside: new Set() };
    const stays = staysOf(command, new Set(this.#listeners.keys()), now);
    this.#walks.set(command.walker, walk);
    for (const { zone, from, until } of stays) {
      walk.cancels.push(this.#clock.after(from - now, () => this.#enter(walk, zone)));
      if (until !== null)
        walk.cancels.push(this.#clock.after(until - now, () => this.#leave(walk, zone)));
    }
  }

  #end(walker: string): void {
    const walk = this.#walks.get(walker);
    if (walk === undefined) return;
    for (const cancel of walk.cancels) cancel();
    for (const zone of walk.inside) this.#leave(walk, zone);
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
