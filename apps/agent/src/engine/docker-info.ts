import type { EngineLimit, EngineTraits } from '@nanoedge/protocol';
import * as z from 'zod/mini';

/** What `GET /info` says, as far as anybody asks. Engines of some ages leave things out. */
const Said = z.object({
  Architecture: z.nullish(z.string()),
  Driver: z.nullish(z.string()),
  DriverStatus: z.nullish(z.array(z.array(z.string()))),
  MemoryLimit: z.nullish(z.boolean()),
  SwapLimit: z.nullish(z.boolean()),
  PidsLimit: z.nullish(z.boolean()),
  SecurityOptions: z.nullish(z.array(z.string())),
  CgroupVersion: z.nullish(z.string()),
});

const containerd = 'io.containerd.snapshotter.v1';

/** Where an engine keeps images: containerd's store, or the name of its graph driver. */
const storeOf = ({ Driver, DriverStatus }: z.infer<typeof Said>): string =>
  (DriverStatus ?? []).some((pair) => pair.includes(containerd)) ? 'containerd' : (Driver ?? '?');

/** Only what an engine says it cannot do is believed to be ignored. */
const ignoredBy = ({ MemoryLimit, SwapLimit, PidsLimit }: z.infer<typeof Said>): EngineLimit[] => [
  ...(MemoryLimit === false ? (['memory'] as const) : []),
  ...(SwapLimit === false ? (['swap'] as const) : []),
  ...(PidsLimit === false ? (['pids'] as const) : []),
];

/** What `GET /info` of an engine means; null where it makes no sense. */
export const readTraits = (
  info: unknown,
): { traits: EngineTraits; machine: string | null } | null => {
  const { success, data } = Said.safeParse(info);
  if (!success) return null;
  const traits = {
    store: storeOf(data),
    ignores: ignoredBy(data),
    rootless: (data.SecurityOptions ?? []).some((option) => option.includes('name=rootless')),
    cgroups: data.CgroupVersion ?? null,
  };
  return { traits, machine: data.Architecture ?? null };
};

/** The API that the agent is written for; newer engines speak it as they did then. */
const newest = [1, 45] as const;

const partsOf = (version: string): [number, number] => {
  const [major = '', minor = ''] = version.split('.');
  return [Number(major), Number(minor)];
};

const isOlder = ([a, b]: readonly [number, number], [c, d]: readonly [number, number]): boolean =>
  a < c || (a === c && b < d);

/**
 * The API that is spoken with an engine: the one that the agent is written for, or what comes nearest to it of
 * what the engine has. `least` is missing with engines that do not say it.
 */
export const spokenApi = (most: string, least: string | null | undefined): string => {
  if (isOlder(partsOf(most), newest)) return most;
  if (least !== null && least !== undefined && isOlder(newest, partsOf(least))) return least;
  return newest.join('.');
};
