import { describeError } from '@nanoedge/base';

/** What a stored fact is about. */
export type FlawedEntity =
  | 'room'
  | 'device'
  | 'thing'
  | 'deployment'
  | 'person'
  | 'meeting'
  | 'content';

/**
 * A stored fact that no device can be told. `device`: the one that keeps what it was told before,
 * because its own facts are not whole; null when it is only left out.
 */
export interface Flaw {
  entity: FlawedEntity;
  id: string;
  name: string;
  device: string | null;
  problem: string;
}

/** Collects what is wrong with the facts of a site, so that one cannot stop the others. */
export class Flaws {
  readonly found: Flaw[] = [];

  /** What `make` gives, or null with what it threw among the flaws. */
  keep<T>(about: Omit<Flaw, 'problem'>, make: () => T): T | null {
    try {
      return make();
    } catch (error) {
      this.found.push({ ...about, problem: describeError(error) });
      return null;
    }
  }

  /** Of all rows those that `make` makes something of. */
  keepAll<Row, T>(
    rows: readonly Row[],
    about: (row: Row) => Omit<Flaw, 'problem'>,
    make: (row: Row) => T,
  ): T[] {
    return rows.flatMap((row) => {
      const made = this.keep(about(row), () => make(row));
      return made === null ? [] : [made];
    });
  }

  /** The devices that cannot be told anything new. */
  get heldBack(): ReadonlySet<string> {
    return new Set(this.found.flatMap(({ device }) => (device === null ? [] : [device])));
  }
}
