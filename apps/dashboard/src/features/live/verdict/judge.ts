import { type Ability, abilityOrder, type DeploymentStatus, type Doubt } from '@nanoedge/base';
import type { Outputs } from '@/browser/api/trpc.ts';

export type ReadAbility = Outputs['nanoservices']['abilities'][number];
type Instance = ReadAbility['instances'][number];
type Removed = ReadAbility['removed'][number];

/** What keeps an instance from doing its part; `gone`: nothing is wanted that would. */
export type Cause =
  | { kind: 'gone'; names: readonly string[]; removedAt: number | null }
  | { kind: 'doubt'; instance: Instance; doubt: Doubt; lastTrueAt: number | null }
  | {
      kind: 'awaited' | 'starting' | 'stopped' | 'failing';
      instance: Instance;
      detail: string | null;
    };

/**
 * Something that people do without now, in one zone or in several (`zoneName` null), `everywhere`
 * if nobody else does it; `undo`: the removals that took it away. Not `certain` where the devices
 * that do it cannot be heard.
 */
export interface Lack {
  ability: Ability;
  zoneName: string | null;
  everywhere: boolean;
  certain: boolean;
  causes: readonly Cause[];
  undo: readonly Removed[];
}

/** Whose part is played by things of its own place, so that no other instance stands in for it. */
const isLocal = (ability: Ability): boolean => ability !== 'recognise' && ability !== 'receive';

/** Why an instance does not do its part now; null when it does. */
const causeOf = (instance: Instance, status: DeploymentStatus): Cause | null => {
  if (status.kind === 'unknown')
    return { kind: 'doubt', instance, doubt: status.doubt, lastTrueAt: status.at };
  if (status.kind === 'silent') return { kind: 'awaited', instance, detail: null };
  const { state, detail } = status.service;
  switch (state) {
    case 'answering':
      return null;
    case 'missing-image':
    case 'creating':
    case 'starting':
      return { kind: 'starting', instance, detail };
    case 'stopping':
    case 'stopped':
      return { kind: 'stopped', instance, detail };
    case 'unhealthy':
    case 'backing-off':
    case 'failed':
      return { kind: 'failing', instance, detail };
  }
};

interface Place {
  zoneName: string | null;
  instances: Instance[];
  removed: Removed[];
}

const placesOf = ({ ability, instances, removed }: ReadAbility): Place[] => {
  if (!isLocal(ability)) return [{ zoneName: null, instances, removed }];
  const zones = new Map<string, Place>();
  for (const { zone, zoneName } of [...instances, ...removed])
    zones.set(zone, {
      zoneName,
      instances: instances.filter((one) => one.zone === zone),
      removed: removed.filter((one) => one.zone === zone),
    });
  return zones.size === 0 ? [{ zoneName: null, instances, removed }] : [...zones.values()];
};

type LocalLack = Omit<Lack, 'everywhere'>;

const lackAt = (
  view: ReadAbility,
  { zoneName, instances, removed }: Place,
  statusOf: (instance: Instance) => DeploymentStatus,
): LocalLack | null => {
  const { ability, nanoservices } = view;
  const found = instances.map((instance) => causeOf(instance, statusOf(instance)));
  const causes = found.filter((cause) => cause !== null);
  if (causes.length < found.length) return null;
  const doubts = causes.filter(({ kind }) => kind === 'doubt');
  if (doubts.length > 0) return { ability, zoneName, certain: false, causes: doubts, undo: [] };
  if (causes.length > 0) return { ability, zoneName, certain: true, causes, undo: [] };
  const names = removed.length > 0 ? removed.map(({ name }) => name) : nanoservices;
  const times = removed.map(({ removedAt }) => removedAt);
  const gone: Cause = {
    kind: 'gone',
    names: [...new Set(names)],
    removedAt: times.length === 0 ? null : Math.max(...times),
  };
  const undo = removed.filter(({ undoable }) => undoable);
  return { ability, zoneName, certain: true, causes: [gone], undo };
};

const goneTogether = (lacks: readonly LocalLack[]): Cause[] => {
  const gone = lacks.flatMap(({ causes }) => causes.filter((cause) => cause.kind === 'gone'));
  const others = lacks.flatMap(({ causes }) => causes.filter((cause) => cause.kind !== 'gone'));
  if (gone.length === 0) return others;
  const times = gone.flatMap(({ removedAt }) => (removedAt === null ? [] : [removedAt]));
  return [
    {
      kind: 'gone',
      names: [...new Set(gone.flatMap(({ names }) => names))],
      removedAt: times.length === 0 ? null : Math.max(...times),
    },
    ...others,
  ];
};

/** Lacks of every place are one lack of the whole site. */
const joined = (places: readonly Place[], found: readonly LocalLack[]): readonly Lack[] => {
  const everywhere = found.length === places.length;
  const lacks = found.map((lack) => ({ ...lack, everywhere }));
  const [first] = lacks;
  if (first === undefined || !everywhere || lacks.length === 1) return lacks;
  if (lacks.some(({ certain }) => certain !== first.certain)) return lacks;
  return [
    {
      ...first,
      zoneName: null,
      causes: goneTogether(lacks),
      undo: lacks.flatMap(({ undo }) => undo),
    },
  ];
};

/** What people do without now, in the order in which they would meet it. Pure. */
export const lacksOf = (
  views: readonly ReadAbility[],
  statusOf: (instance: Instance) => DeploymentStatus,
): Lack[] =>
  abilityOrder.flatMap((ability) =>
    views
      .filter((view) => view.ability === ability)
      .flatMap((view) => {
        const places = placesOf(view);
        const lacks = places
          .map((place) => lackAt(view, place, statusOf))
          .filter((lack) => lack !== null);
        return joined(places, lacks);
      }),
  );

/** The removals that would bring back what is lacking, each once, in the order of their names. */
export const undoOf = (lacks: readonly Lack[]): Removed[] => {
  const runs = new Map(lacks.flatMap(({ undo }) => undo.map((removed) => [removed.run, removed])));
  return [...runs.values()].toSorted((a, b) => a.name.localeCompare(b.name));
};
