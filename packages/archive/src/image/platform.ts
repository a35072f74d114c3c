/** What an image or a device says of its processor; kernels and builders have many words for it. */
export interface PlatformParts {
  architecture: string;
  variant?: string | null | undefined;
}

interface Known {
  architecture: string;
  /** The variant as a number: a processor runs what is built for a lower one. */
  rank: number | null;
}

/** Other words for the same, as containerd reads them (its package platforms, `normalizeArch`). */
const aliases: Readonly<Record<string, string>> = {
  x86_64: 'amd64',
  'x86-64': 'amd64',
  i386: '386',
  i686: '386',
  aarch64: 'arm64',
  armhf: 'arm/v7',
  armel: 'arm/v6',
  armv8l: 'arm/v8',
  armv7l: 'arm/v7',
  armv6l: 'arm/v6',
  armv5tel: 'arm/v5',
};

/** The variant that is meant where none is said. */
const usual: Readonly<Record<string, number>> = { amd64: 1, arm: 7, arm64: 8 };

const rankOf = (variant: string): number | null => {
  const digits = /^v?(\d+(?:\.\d+)?)$/.exec(variant)?.[1];
  return digits === undefined ? null : Number(digits);
};

const known = (name: string): Known => {
  const [architecture = '', variant = ''] = name.split('/');
  return { architecture, rank: rankOf(variant) };
};

/**
 * A platform as Docker names it, without the system: `amd64`, `arm64`, `arm/v6`. The variant that
 * all processors of an architecture have is left out.
 */
export const platformName = ({ architecture, variant }: PlatformParts): string => {
  const lower = architecture.toLowerCase();
  const [name = '', implied = ''] = (aliases[lower] ?? lower).split('/');
  const rank = rankOf((variant ?? '').toLowerCase() || implied);
  if (rank === null || (name !== 'arm' && rank === usual[name])) return name;
  return `${name}/v${String(rank)}`;
};

/** Whether nothing speaks against it: where one of both says no variant, the architecture counts. */
export const runsOn = (device: string, image: string): boolean => {
  const [host, built] = [known(device), known(image)];
  if (host.architecture !== built.architecture) return false;
  return host.rank === null || built.rank === null || built.rank <= host.rank;
};

/**
 * Of what is offered the one for the first of the wanted platforms that any is for: with the
 * highest variant that runs there, as an engine chooses. Undefined when none is for any of them.
 */
export const pickPlatform = <T>(
  wanted: readonly string[],
  offered: readonly T[],
  nameOf: (one: T) => string,
): T | undefined => {
  const rank = ({ architecture, rank: said }: Known): number => said ?? usual[architecture] ?? 0;
  for (const host of wanted.map(known)) {
    const [best] = offered
      .map((one) => ({ one, built: known(nameOf(one)) }))
      .filter(({ built }) => built.architecture === host.architecture && rank(built) <= rank(host))
      .toSorted((a, b) => rank(b.built) - rank(a.built));
    if (best !== undefined) return best.one;
  }
  return undefined;
};
