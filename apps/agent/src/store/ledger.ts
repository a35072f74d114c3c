import type { DatabaseSync, StatementSync } from 'node:sqlite';
import * as z from 'zod/mini';
import {
  DeploymentId,
  DeploymentSpec,
  parse,
  parseJson,
  RunId,
  RunOutcome,
  SnapshotId,
  type AgentOwnEvent,
} from '@nanoedge/protocol';
import type { Outbox } from '../edge/outbox/outbox.ts';

const schema = `
  CREATE TABLE IF NOT EXISTS runs (run TEXT PRIMARY KEY, deployment TEXT NOT NULL, outcome TEXT, facts TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS proven (deployment TEXT PRIMARY KEY, hash TEXT NOT NULL, spec TEXT NOT NULL) STRICT;
`;

const Kind = z.enum(['change', 'restart', 'removal']);

/** Why a run will not succeed, in words, with what the process said. */
const Verdict = z.object({
  outcome: z.enum(['rolled-back', 'refused', 'failed']),
  reason: z.string(),
  exitCode: z.nullable(z.int()),
  logLines: z.array(z.string()),
});
export type Verdict = z.infer<typeof Verdict>;

const Facts = z.object({
  kind: Kind,
  /** Layers of the image had to be brought. */
  imageSent: z.boolean(),
  /** The snapshot that this run took; `stored`: the dashboard has it, too. */
  snapshot: z.nullable(SnapshotId),
  stored: z.boolean(),
  /** Volumes may hold less than before: a restore has begun. */
  emptied: z.boolean(),
  restored: z.boolean(),
  /** After a restore that was rolled back: the volumes are as they were. */
  revived: z.boolean(),
  restarted: z.boolean(),
  /** It will not succeed; the run ends with this once what ran before answers again. */
  verdict: z.nullable(Verdict),
  initiationMs: z.nullable(z.number()),
});
type Facts = z.infer<typeof Facts>;

/** What the agent knows of a run. `outcome` null: it goes on. */
export interface RunRecord extends Facts {
  run: RunId;
  deployment: DeploymentId;
  outcome: RunOutcome | null;
}

/** The spec that answered and stayed healthy last, and the hash of its container. */
export interface Proven {
  hash: string;
  spec: DeploymentSpec;
}

const Row = z.object({
  run: RunId,
  deployment: DeploymentId,
  outcome: z.nullable(RunOutcome),
  facts: z.string(),
});
const EndedRow = z.object({
  run: RunId,
  deployment: DeploymentId,
  outcome: z.nullable(RunOutcome),
});
const DeploymentRow = z.object({ deployment: DeploymentId });
const ProvenRow = z.object({ hash: z.string(), spec: z.string() });

/**
 * Ended runs that are remembered of each deployment: an older change may become the desired one
 * again.
 */
const keptRuns = 100;

const blank = (kind: z.infer<typeof Kind>): Facts => ({
  kind,
  imageSent: false,
  snapshot: null,
  stored: false,
  emptied: false,
  restored: false,
  revived: false,
  restarted: false,
  verdict: null,
  initiationMs: null,
});

const toRecord = (row: unknown): RunRecord => {
  const { facts, ...rest } = parse(Row, row, 'run record');
  return { ...rest, ...parseJson(Facts, facts, 'run facts') };
};

/**
 * What must survive a crash of what runs were about: each fact is on the disk before the next step
 * relies on it.
 */
export class Ledger {
  readonly #database: DatabaseSync;
  readonly #outbox: Outbox;
  readonly #get: StatementSync;
  readonly #put: StatementSync;
  readonly #proven: StatementSync;

  constructor(database: DatabaseSync, outbox: Outbox) {
    database.exec(schema);
    this.#database = database;
    this.#outbox = outbox;
    this.#get = database.prepare('SELECT run, deployment, outcome, facts FROM runs WHERE run = ?');
    this.#put = database.prepare(
      `INSERT INTO runs (run, deployment, outcome, facts) VALUES (?, ?, ?, ?)
       ON CONFLICT (run) DO UPDATE SET outcome = excluded.outcome, facts = excluded.facts`,
    );
    this.#proven = database.prepare('SELECT hash, spec FROM proven WHERE deployment = ?');
  }

  get(run: RunId): RunRecord | null {
    const row = this.#get.get(run);
    return row === undefined ? null : toRecord(row);
  }

  /** The record of a run, made at its first sight. */
  open(run: RunId, deployment: DeploymentId, kind: RunRecord['kind']): RunRecord {
    const known = this.get(run);
    if (known !== null) return known;
    const made: RunRecord = { run, deployment, outcome: null, ...blank(kind) };
    this.#write(made);
    return made;
  }

  /** Adds facts to a run that is known. */
  note(run: RunId, facts: Partial<Facts>): void {
    const known = this.get(run);
    if (known !== null) this.#write({ ...known, ...facts });
  }

  /**
   * Ends a run, and puts the news of it into the outbox, both or neither. False when it had ended
   * already.
   */
  finish(run: RunId, outcome: RunOutcome, event: AgentOwnEvent): boolean {
    const known = this.get(run);
    if (known === null || known.outcome !== null) return false;
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      this.#write({ ...known, outcome });
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
      .prepare('SELECT run, deployment, outcome, facts FROM runs WHERE outcome IS NULL')
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
      .prepare('SELECT run, deployment, outcome FROM runs ORDER BY rowid DESC')
      .all()) {
      const { run, deployment, outcome } = parse(EndedRow, row, 'run record');
      if (outcome === null) continue;
      const count = (kept.get(deployment) ?? 0) + 1;
      kept.set(deployment, count);
      if (!deployments.has(deployment) || count > keptRuns) drop.run(run);
    }
    for (const row of this.#database.prepare('SELECT deployment FROM proven').all()) {
      const { deployment } = parse(DeploymentRow, row, 'proven deployment');
      if (!deployments.has(deployment)) dropProven.run(deployment);
    }
  }

  #write({ run, deployment, outcome, ...facts }: RunRecord): void {
    this.#put.run(run, deployment, outcome, JSON.stringify(Facts.parse(facts)));
  }
}
