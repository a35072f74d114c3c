import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod/mini';

/** A run as release 0.1.0 wrote it: six booleans that together said where it was. */
const Facts = z.object({
  kind: z.enum(['change', 'restart', 'removal']),
  imageSent: z.boolean(),
  snapshot: z.nullable(z.string()),
  stored: z.boolean(),
  emptied: z.boolean(),
  restored: z.boolean(),
  revived: z.boolean(),
  restarted: z.boolean(),
  verdict: z.nullable(z.looseObject({ outcome: z.string() })),
  initiationMs: z.nullable(z.number()),
});
type Facts = z.infer<typeof Facts>;

const Row = z.object({
  run: z.string(),
  deployment: z.string(),
  outcome: z.nullable(z.string()),
  facts: z.string(),
});

const savedOf = ({ snapshot, stored }: Facts): unknown =>
  snapshot === null ? null : { snapshot, on: stored ? 'dashboard' : 'device' };

const volumesOf = ({ emptied, restored, revived }: Facts): string => {
  if (revived) return restored ? 'refilled-after-restored' : 'refilled';
  if (restored) return 'restored';
  return emptied ? 'emptied' : 'kept';
};

/** What an end or a way back keeps of the phases before it; a restart has nothing to keep. */
const keptOf = (facts: Facts): object => {
  if (facts.kind === 'restart') return {};
  const saved = savedOf(facts);
  return facts.kind === 'removal' ? { saved } : { saved, volumes: volumesOf(facts) };
};

const forwardPhase = (facts: Facts): object => {
  const { kind, snapshot, stored, emptied, restored, restarted } = facts;
  if (kind === 'restart') return { name: restarted ? 'restarted' : 'queued' };
  if (kind === 'change' && (restored || emptied))
    return { name: restored ? 'restored' : 'emptied', saved: savedOf(facts) };
  return snapshot === null ? { name: 'queued' } : { name: stored ? 'stored' : 'storing', snapshot };
};

const phaseOf = (facts: Facts, outcome: string | null): object => {
  if (outcome !== null) return { name: 'ended', outcome, ...keptOf(facts) };
  if (facts.verdict === null) return forwardPhase(facts);
  const end = facts.verdict.outcome === 'refused' ? 'refused' : 'rolled-back';
  return { name: 'going-back', verdict: { ...facts.verdict, outcome: end }, ...keptOf(facts) };
};

/** null for a row that nobody can read: it harms no other. */
const factsOf = (text: string): Facts | null => {
  try {
    return Facts.parse(JSON.parse(text));
  } catch {
    return null;
  }
};

/**
 * Runs get a phase instead of booleans. Self-contained: what a later release makes of phases must
 * not change what this makes of an old database. Runs keep their order, by which old ones are
 * forgotten.
 */
export const runPhases = (database: DatabaseSync): void => {
  database.exec(`
    ALTER TABLE runs RENAME TO runs_before;
    CREATE TABLE runs (
      run TEXT PRIMARY KEY, deployment TEXT NOT NULL,
      ended INTEGER NOT NULL CHECK (ended IN (0, 1)), state TEXT NOT NULL, figures TEXT NOT NULL
    ) STRICT;
  `);
  const insert = database.prepare(
    'INSERT INTO runs (run, deployment, ended, state, figures) VALUES (?, ?, ?, ?, ?)',
  );
  const rows = database
    .prepare('SELECT run, deployment, outcome, facts FROM runs_before ORDER BY rowid')
    .all();
  for (const row of rows) {
    const { run, deployment, outcome, facts: text } = Row.parse(row);
    const facts = factsOf(text);
    if (facts === null) continue;
    const { kind, imageSent, initiationMs } = facts;
    insert.run(
      run,
      deployment,
      outcome === null ? 0 : 1,
      JSON.stringify({ kind, phase: phaseOf(facts, outcome) }),
      JSON.stringify({ imageSent, initiationMs }),
    );
  }
  database.exec('DROP TABLE runs_before');
};
