import * as z from 'zod/mini';
import { RunOutcome, SnapshotId } from '@nanoedge/protocol';

/**
 * A run is a state machine; these are its states, as they are on the disk. Only what a later step
 * relies on is a phase of its own: images, starts and probation are found again by looking at the
 * engine.
 *
 *     change    queued → storing → stored → emptied → restored
 *     restart   queued → restarted
 *     removal   queued → storing → stored
 *
 * From each of these a run can be `ended`, or turn round: `going-back` until what ran before
 * answers, then `ended`. A change without a snapshot or a restore stays `queued` until its end.
 */

/** Why a run goes back and how it will end, in words, with what the process said. */
const Verdict = z.object({
  outcome: z.enum(['rolled-back', 'refused']),
  reason: z.string(),
  exitCode: z.nullable(z.int()),
  logLines: z.array(z.string()),
});
export type Verdict = z.infer<typeof Verdict>;

/** The snapshot that a run took, and the farthest place that has it. */
const Saved = z.object({ snapshot: SnapshotId, on: z.enum(['device', 'dashboard']) });
export type Saved = z.infer<typeof Saved>;

/**
 * What became of a change's volumes. `kept`: nothing; `emptied`: they may hold less than before;
 * `restored`: they hold what was asked for; `refilled…`: they hold again what they held before the
 * change, after it had only emptied or also restored them.
 */
const Volumes = z.enum(['kept', 'emptied', 'restored', 'refilled', 'refilled-after-restored']);
export type Volumes = z.infer<typeof Volumes>;

const Queued = z.object({ name: z.literal('queued') });
const Restarted = z.object({ name: z.literal('restarted') });
/** The snapshot is whole on this device and goes to the dashboard. */
const Storing = z.object({ name: z.literal('storing'), snapshot: SnapshotId });
/** The dashboard has read the snapshot back: from here on something may be given up. */
const Stored = z.object({ name: z.literal('stored'), snapshot: SnapshotId });
const Emptied = z.object({ name: z.literal('emptied'), saved: z.nullable(Saved) });
const Restored = z.object({ name: z.literal('restored'), saved: z.nullable(Saved) });

const back = { name: z.literal('going-back'), verdict: Verdict };
const ended = { name: z.literal('ended'), outcome: RunOutcome };
const saved = { saved: z.nullable(Saved) };

const ChangePhase = z.discriminatedUnion('name', [
  Queued,
  Storing,
  Stored,
  Emptied,
  Restored,
  z.object({ ...back, ...saved, volumes: Volumes }),
  z.object({ ...ended, ...saved, volumes: Volumes }),
]);
export type ChangePhase = z.infer<typeof ChangePhase>;

const RestartPhase = z.discriminatedUnion('name', [
  Queued,
  Restarted,
  z.object(back),
  z.object(ended),
]);
type RestartPhase = z.infer<typeof RestartPhase>;

const RemovalPhase = z.discriminatedUnion('name', [
  Queued,
  Storing,
  Stored,
  z.object({ ...back, ...saved }),
  z.object({ ...ended, ...saved }),
]);
type RemovalPhase = z.infer<typeof RemovalPhase>;

export const RunPhase = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('change'), phase: ChangePhase }),
  z.object({ kind: z.literal('restart'), phase: RestartPhase }),
  z.object({ kind: z.literal('removal'), phase: RemovalPhase }),
]);
export type RunPhase = z.infer<typeof RunPhase>;
export type Phase = RunPhase['phase'];

/** What moves a run from one phase to another. */
export type PhaseNews =
  | { type: 'snapshot-taken'; snapshot: SnapshotId }
  | { type: 'snapshot-stored' }
  | { type: 'volumes-emptied' }
  | { type: 'volumes-filled' }
  | { type: 'restarted' }
  | { type: 'turned-back'; verdict: Verdict }
  | { type: 'ended'; outcome: RunOutcome };

export const firstPhase = (kind: RunPhase['kind']): RunPhase => ({
  kind,
  phase: { name: 'queued' },
});

/** How a run ended; null while it goes on. */
export const outcomeOf = (phase: Phase): RunOutcome | null =>
  phase.name === 'ended' ? phase.outcome : null;

/** Why the run goes back; null unless it does. */
export const verdictOf = (phase: Phase): Verdict | null =>
  phase.name === 'going-back' ? phase.verdict : null;

export const savedOf = (phase: Phase): Saved | null => {
  if (phase.name === 'storing') return { snapshot: phase.snapshot, on: 'device' };
  if (phase.name === 'stored') return { snapshot: phase.snapshot, on: 'dashboard' };
  return 'saved' in phase ? phase.saved : null;
};

export const volumesOf = (phase: ChangePhase): Volumes => {
  if (phase.name === 'emptied' || phase.name === 'restored') return phase.name;
  return 'volumes' in phase ? phase.volumes : 'kept';
};

/** Whether what ran before counts, not what the change asked for. */
export const goesBack = (phase: ChangePhase): boolean => {
  const outcome = outcomeOf(phase);
  return phase.name === 'going-back' || outcome === 'rolled-back' || outcome === 'refused';
};

const refilled = (volumes: Volumes): Volumes => {
  if (volumes === 'emptied') return 'refilled';
  return volumes === 'restored' ? 'refilled-after-restored' : volumes;
};

const afterFill = (phase: ChangePhase): ChangePhase => {
  if (phase.name === 'emptied') return { name: 'restored', saved: phase.saved };
  return (phase.name === 'going-back' || phase.name === 'ended') && goesBack(phase)
    ? { ...phase, volumes: refilled(phase.volumes) }
    : phase;
};

const afterEmptying = (phase: ChangePhase): ChangePhase => {
  if (phase.name === 'queued' || phase.name === 'storing' || phase.name === 'stored')
    return { name: 'emptied', saved: savedOf(phase) };
  return phase.name === 'going-back' && phase.volumes === 'kept'
    ? { ...phase, volumes: 'emptied' }
    : phase;
};

/** What the news of its snapshot make of a run that may take one. */
const afterSnapshot = <P extends ChangePhase | RemovalPhase>(
  phase: P,
  news: { type: 'snapshot-taken'; snapshot: SnapshotId } | { type: 'snapshot-stored' },
): P | z.infer<typeof Storing> | z.infer<typeof Stored> => {
  const before = savedOf(phase);
  const snapshot = news.type === 'snapshot-taken' ? news.snapshot : before?.snapshot;
  if (snapshot === undefined) return phase;
  const on = news.type === 'snapshot-stored' ? 'dashboard' : (before?.on ?? 'device');
  if (phase.name === 'queued' || phase.name === 'storing' || phase.name === 'stored')
    return { name: on === 'device' ? 'storing' : 'stored', snapshot };
  return { ...phase, saved: { snapshot, on } };
};

const changeAfter = (phase: ChangePhase, news: PhaseNews): ChangePhase => {
  const kept = { saved: savedOf(phase), volumes: volumesOf(phase) };
  switch (news.type) {
    case 'snapshot-taken':
    case 'snapshot-stored':
      return afterSnapshot(phase, news);
    case 'volumes-emptied':
      return afterEmptying(phase);
    case 'volumes-filled':
      return afterFill(phase);
    case 'turned-back':
      return { name: 'going-back', verdict: news.verdict, ...kept };
    case 'ended':
      return { name: 'ended', outcome: news.outcome, ...kept };
    case 'restarted':
      return phase;
  }
};

const restartAfter = (phase: RestartPhase, news: PhaseNews): RestartPhase => {
  switch (news.type) {
    case 'restarted':
      return phase.name === 'queued' ? { name: 'restarted' } : phase;
    case 'turned-back':
      return { name: 'going-back', verdict: news.verdict };
    case 'ended':
      return { name: 'ended', outcome: news.outcome };
    case 'snapshot-taken':
    case 'snapshot-stored':
    case 'volumes-emptied':
    case 'volumes-filled':
      return phase;
  }
};

const removalAfter = (phase: RemovalPhase, news: PhaseNews): RemovalPhase => {
  switch (news.type) {
    case 'snapshot-taken':
    case 'snapshot-stored':
      return afterSnapshot(phase, news);
    case 'turned-back':
      return { name: 'going-back', verdict: news.verdict, saved: savedOf(phase) };
    case 'ended':
      return { name: 'ended', outcome: news.outcome, saved: savedOf(phase) };
    case 'volumes-emptied':
    case 'volumes-filled':
    case 'restarted':
      return phase;
  }
};

/**
 * The state of a run after news of it. Pure. An end is final, and news that its phase does not
 * know leave it as it is: work beside the plan may tell of something that nobody waits for any
 * more.
 */
export const afterNews = (state: RunPhase, news: PhaseNews): RunPhase => {
  const isLate = news.type === 'turned-back' || news.type === 'ended';
  if (state.phase.name === 'ended' && isLate) return state;
  switch (state.kind) {
    case 'change':
      return { kind: state.kind, phase: changeAfter(state.phase, news) };
    case 'restart':
      return { kind: state.kind, phase: restartAfter(state.phase, news) };
    case 'removal':
      return { kind: state.kind, phase: removalAfter(state.phase, news) };
  }
};
