import * as native from 'nano:sqlite';
import type { NativeDatabase, NativeStatement, Row } from 'nano:sqlite';

export type SQLValue = null | number | bigint | string | Uint8Array;
type Parameters = SQLValue[] | [Record<string, SQLValue>, ...SQLValue[]];

function isNamed(value: unknown): value is Record<string, SQLValue> {
  return typeof value === 'object' && value !== null && !(value instanceof Uint8Array);
}

/** One prepared statement, used like the class of the same name in `node:sqlite`. */
export class StatementSync {
  readonly sourceSQL: string;
  readonly #native: NativeStatement;

  constructor(statement: NativeStatement, sql: string) {
    this.#native = statement;
    this.sourceSQL = sql;
  }

  /**
   * Named values may come with or without their prefix (`:`, `@`, `$`); the rest is by position.
   */
  #order(values: unknown[]): unknown[] {
    const [first, ...rest] = values;
    if (!isNamed(first)) return values;
    const names = native.parameters(this.#native);
    const known = new Set(names.flatMap((name) => (name === null ? [] : [name, name.slice(1)])));
    for (const name of Object.keys(first)) {
      if (!known.has(name)) throw new TypeError(`Unknown named parameter '${name}'`);
    }
    return names.map((name) =>
      name === null ? rest.shift() : (first[name] ?? first[name.slice(1)]),
    );
  }

  run(...values: Parameters): { changes: number; lastInsertRowid: number } {
    return native.run(this.#native, this.#order(values));
  }

  get(...values: Parameters): Row | undefined {
    return native.get(this.#native, this.#order(values));
  }

  all(...values: Parameters): Row[] {
    return native.all(this.#native, this.#order(values));
  }

  *iterate(...values: Parameters): IterableIterator<Row> {
    yield* this.all(...values);
  }
}

/**
 * `node:sqlite`'s DatabaseSync on the SQLite linked into the runtime. Foreign keys are on, as in
 * Node. Throws Error with code ERR_SQLITE_ERROR and SQLite's `errcode` and `errstr`.
 */
export class DatabaseSync {
  readonly #path: string;
  #native: NativeDatabase | undefined = undefined;

  constructor(
    path: string,
    options: { open?: boolean; enableForeignKeyConstraints?: boolean; timeout?: number } = {},
  ) {
    this.#path = path;
    if (options.open ?? true) this.open();
    if (options.enableForeignKeyConstraints ?? true) this.exec('PRAGMA foreign_keys = ON');
    if (options.timeout !== undefined)
      this.exec(`PRAGMA busy_timeout = ${Math.trunc(options.timeout)}`);
  }

  #handle(): NativeDatabase {
    if (this.#native === undefined) throw new TypeError('database is not open');
    return this.#native;
  }

  get isOpen(): boolean {
    return this.#native !== undefined;
  }

  get isTransaction(): boolean {
    return native.inTransaction(this.#handle());
  }

  open(): void {
    if (this.#native !== undefined) throw new TypeError('database is already open');
    this.#native = native.open(this.#path);
  }

  close(): void {
    native.close(this.#handle());
    this.#native = undefined;
  }

  exec(sql: string): void {
    native.exec(this.#handle(), sql);
  }

  prepare(sql: string): StatementSync {
    return new StatementSync(native.prepare(this.#handle(), sql), sql);
  }

  [Symbol.dispose](): void {
    if (this.isOpen) this.close();
  }
}

export default { DatabaseSync, StatementSync };
