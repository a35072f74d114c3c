import type { DatabaseSync, StatementSync } from 'node:sqlite';
import * as z from 'zod/mini';
import {
  DeploymentId,
  DeploymentSpec,
  parse,
  parseJson,
  RunId,
  type AgentOwnEvent,
  type RunOutcome,
} from '@nanoedge/protocol';
import type { Outbox } from '../edge/outbox/outbox.ts';
import { afterNews, firstPhase, RunPhase, type PhaseNews } from './phase.ts';

/** What is told of a run at its end; nothing is decided from it. */
const Figures = z.object({
  /** Layers of the image had to be brought. */
  imageSent: z.boolean(),
  initiationMs: z.nullable(z.number()),
});
export type Figures = z.infer<typeof Figures>;

/** What the agent knows of a run. */
export type RunRecord = RunPhase & { run: RunId; deployment: DeploymentId; figures: Figures };

/** The spec that answered and stayed healthy last, and the hash of its container. */
export interface Proven {
  hash: string;
  spec: DeploymentSpec;
}

const Row = z.object({
  run: RunId,
  deployment: DeploymentId,
  state: z.string(),
  figures: z.string(),
});
const OldRow = z.object({ run: RunId, deployment: DeploymentId, ended: z.int() });
const DeploymentRow = z.object({ deployment: DeploymentId });
const ProvenRow = z.object({ hash: z.string(), spec: z.string() });

/**
 * Ended runs that are remembered of each deployment: an older change may become the desired one
 * again.
 */
const keptRuns = 100;

const toRecord = (row: unknown): RunRecord => {
  const { state, figures, ...rest } = parse(Row, row, 'run record');
  return {
    ...rest,
    ...parseJson(RunPhase, state, 'state of a run'),
    figures: parseJson(Figures, figures, 'figures of a run'),
  };
};

/**
 * What must survive a crash of what runs were about. Invariants: each phase is on the disk before
 * the next step relies on it; the end of a run and the event that tells of it are written together
 * or not at all, so a run ends once.
 */
export class Journal {
  readonly #database: DatabaseSync;
  readonly #outbox: Outbox;
  readonly #get: StatementSync;
  readonly #put: StatementSync;
  readonly #proven: StatementSync;

  constructor(database: DatabaseSync, outbox: Outbox) {
    this.#database = database;
    this.#outbox = outbox;
    this.#get = database.prepare('SELECT run, deployment, state, figures FROM runs WHERE run = ?');
    this.#put = database.prepare(
      `INSERT INTO runs (run, deployment, ended, state, figures) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (run) DO UPDATE
       SET ended = excluded.ended, state = excluded.state, figures = excluded.figures`,
    );
    this.#proven = database.prepare('SELECT hash, spec FROM proven WHERE deployment = ?');
  }

  get(run: RunId): RunRecord | null {
    const row = this.#get.get(run);
    return row === undefined ? null : toRecord(row);
  }

  /** The record of a run, made at its first sight. */
  open(run: RunId, deployment: DeploymentId, kind: RunPhase['kind']): RunRecord {
    const known = this.get(run);
    if (known !== null) return known;
    const figures: Figures = { imageSent: false, initiationMs: null };
    const made: RunRecord = { run, deployment, ...firstPhase(kind), figures };
    this.#write(made);
    return made;
  }

  /** Moves a run that is known to its next phase. */
  advance(run: RunId, news: Exclude<PhaseNews, { type: 'ended' }>): void {
    const known = this.get(run);
    if (known !== null) this.#write({ ...known, ...afterNews(known, news) });
  }

  /** Adds what was measured of a run that is known. */
  measure(run: RunId, figures: Partial<Figures>): void {
    const known = this.get(run);
    if (known !== null) this.#write({ ...known, figures: { ...known.figures, ...figures } });
  }

  /**
   * Ends a run, and puts the news of it into the outbox, both or neither. False when it had ended
   * already.
   */
  finish(run: RunId, outcome: RunOutcome, event: AgentOwnEvent): boolean {
    const known = this.get(run);
    if (known === null || known.phase.name === 'ended') return false;
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      this.#write({ ...known, ...afterNews(known, { type: 'ended', outcome }) });
      this.#outbox.append({ deployment: null, nanoservice: null }, event);
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
    return true;
  }

  openRuns(): RunRecord[] {
    return this.#database
      .prepare('SELECT run, deployment, state, figures FROM runs WHERE ended = 0')
      .all()
      .map(toRecord);
  }

  proven(deployment: DeploymentId): Proven | null {
    const row = this.#proven.get(deployment);
    if (row === undefined) return null;
    const { hash, spec } = parse(ProvenRow, row, 'proven deployment');
    return { hash, spec: parseJson(DeploymentSpec, spec, 'proven deployment') };
  }

  prove(deployment: DeploymentId, { hash, spec }: Proven): void {
    this.#database
      .prepare(
        `INSERT INTO proven (deployment, hash, spec) VALUES (?, ?, ?)
         ON CONFLICT (deployment) DO UPDATE SET hash = excluded.hash, spec = excluded.spec`,
      )
      .run(deployment, hash, JSON.stringify(spec));
  }

  /**
   * Forgets what deployments were about that are not desired any more, and very old runs of the
   * others.
   */
  keepOnly(deployments: ReadonlySet<DeploymentId>): void {
    const drop = this.#database.prepare('DELETE FROM runs WHERE run = ?');
    const dropProven = this.#database.prepare('DELETE FROM proven WHERE deployment = ?');
    const kept = new Map<string, number>();
    for (const row of this.#database
      .prepare('SELECT run, deployment, ended FROM runs ORDER BY rowid DESC')
      .all()) {
      const { run, deployment, ended } = parse(OldRow, row, 'run record');
      if (ended === 0) continue;
      const count = (kept.get(deployment) ?? 0) + 1;
      kept.set(deployment, count);
      if (!deployments.has(deployment) || count > keptRuns) drop.run(run);
    }
    for (const row of this.#database.prepare('SELECT deployment FROM proven').all()) {
      const { deployment } = parse(DeploymentRow, row, 'proven deployment');
      if (!deployments.has(deployment)) dropProven.run(deployment);
    }
  }

  #write({ run, deployment, figures, kind, phase }: RunRecord): void {
    const ended = phase.name === 'ended' ? 1 : 0;
    const state = JSON.stringify(RunPhase.parse({ kind, phase }));
    this.#put.run(run, deployment, ended, state, JSON.stringify(figures));
  }
}
