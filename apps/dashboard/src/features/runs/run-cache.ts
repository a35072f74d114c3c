import { isOpen } from '@nanoedge/words';
import {
  hashKey,
  matchQuery,
  type QueryClient,
  type QueryFilters,
  type QueryKey,
} from '@tanstack/react-query';
import { mustAsk, reduceRun, type RunNews } from './run-reducer.ts';
import type { Run } from './run.ts';

/** Where the cache keeps runs. */
export interface RunKeys {
  all: QueryFilters;
  one: QueryFilters;
  lists: QueryFilters;
  /** The list that holds open runs alone. */
  open: QueryKey;
}

/**
 * Keeps the runs that pages have read current from what devices say. News that comes while runs are
 * being read is taken in again afterwards, because the answer may be older.
 */
export class RunCache {
  readonly #queries: QueryClient;
  readonly #keys: RunKeys;
  readonly #ask: () => void;
  /** The last news that had come when a query began to read, by the query. */
  readonly #reading = new Map<string, number>();
  #last = 0;
  #meanwhile: RunNews[] = [];
  /** Runs that the server was asked for in vain; they are asked for once. */
  readonly #asked = new Set<string>();

  /** `ask` reads runs again. */
  constructor(queries: QueryClient, keys: RunKeys, ask: () => void) {
    this.#queries = queries;
    this.#keys = keys;
    this.#ask = ask;
  }

  /** Watches what is read until the signal aborts. */
  start(signal: AbortSignal): void {
    const off = this.#queries.getQueryCache().subscribe((event) => {
      if (event.type !== 'updated' || !matchQuery(this.#keys.all, event.query)) return;
      const { action, query } = event;
      if (action.type === 'fetch') this.#reading.set(query.queryHash, this.#last);
      if (action.type === 'error') this.#ended(query.queryHash);
      if (action.type === 'success' && action.manual !== true) {
        const since = this.#reading.get(query.queryHash) ?? this.#last;
        const missed = this.#meanwhile.filter(({ id }) => id > since);
        this.#ended(query.queryHash);
        if (missed.length > 0) this.#reduce(missed);
      }
    });
    signal.addEventListener('abort', off);
  }

  /** Takes news in, oldest first. */
  take(news: readonly RunNews[]): void {
    const newest = news.at(-1);
    if (newest === undefined) return;
    const known = this.#known();
    const open = [...known.values()].filter(isOpen);
    const unsure = news.some((entry) => {
      const run = known.get(entry.body.run);
      return run === undefined ? this.#isNew(entry.body.run) : mustAsk(run, entry, open);
    });
    this.#last = newest.id;
    if (this.#reading.size > 0) this.#meanwhile.push(...news);
    this.#reduce(news);
    if (unsure) this.#ask();
  }

  /** Forgets what was asked in vain; used after a gap. */
  forget(): void {
    this.#asked.clear();
  }

  #isNew(run: string): boolean {
    if (this.#asked.has(run)) return false;
    this.#asked.add(run);
    return true;
  }

  #ended(query: string): void {
    this.#reading.delete(query);
    if (this.#reading.size === 0) this.#meanwhile = [];
  }

  #known(): Map<string, Run> {
    const lists = this.#queries.getQueriesData<Run[]>(this.#keys.lists);
    const ones = this.#queries.getQueriesData<Run>(this.#keys.one);
    const runs = [
      ...lists.flatMap(([, list]) => list ?? []),
      ...ones.flatMap(([, run]) => run ?? []),
    ];
    return new Map(runs.map((run) => [run.id, run]));
  }

  #reduce(news: readonly RunNews[]): void {
    const after = (run: Run): Run => news.reduce(reduceRun, run);
    for (const { key, updatedAt } of this.#current(this.#keys.one))
      this.#queries.setQueryData<Run>(key, (run) => (run === undefined ? undefined : after(run)), {
        updatedAt,
      });
    for (const { key, updatedAt } of this.#current(this.#keys.lists)) {
      const list = this.#queries.getQueryData<Run[]>(key);
      const next = list?.map(after);
      if (list === undefined || next === undefined) continue;
      if (next.every((run, index) => run === list[index])) continue;
      const kept = hashKey(key) === hashKey(this.#keys.open) ? next.filter(isOpen) : next;
      this.#queries.setQueryData(key, kept, { updatedAt });
    }
  }

  /** What will be read again anyway is left alone, or it would pass for current. */
  #current(filter: QueryFilters): { key: QueryKey; updatedAt: number }[] {
    return this.#queries
      .getQueryCache()
      .findAll(filter)
      .filter((query) => query.isActive() || !query.state.isInvalidated)
      .map(({ queryKey, state }) => ({ key: queryKey, updatedAt: state.dataUpdatedAt }));
  }
}
