import type * as z from 'zod/mini';
import type { DriverSettings } from '@nanoedge/protocol';

export type Line = z.infer<DriverSettings['motion']['gpio']>;

/** The major version of libgpiod's tools that `gpiomon --version` tells of; null: of something else. */
export const readVersion = (said: string): 1 | 2 | null => {
  const found = /\bv([12])\.\d/.exec(said)?.[1];
  if (found === undefined) return null;
  return found === '1' ? 1 : 2;
};

const pulls = { none: 'disable', up: 'pull-up', down: 'pull-down' } as const;

/** Both versions say these the same. */
const optionsOf = ({ activeLow, pull }: Line): string[] => [
  ...(activeLow ? ['--active-low'] : []),
  `--bias=${pulls[pull]}`,
];

/** How `gpiomon` is called so that it says a number per edge, and `gpioget` so that it says the level. */
export const callsOf = (version: 1 | 2, line: Line): { gpiomon: string[]; gpioget: string[] } => {
  const number = String(line.line);
  const options = optionsOf(line);
  return version === 1
    ? {
        gpiomon: [...options, '--line-buffered', '--format=%e', line.chip, number],
        gpioget: [...options, line.chip, number],
      }
    : {
        gpiomon: [...options, `--chip=${line.chip}`, '--edges=both', '--format=%e', number],
        gpioget: [...options, `--chip=${line.chip}`, '--numeric', number],
      };
};

/**
 * What a line of `gpiomon --format=%e` says of the level; null: nothing. A falling edge is 0 in the
 * first version and 2 in the second.
 */
export const readEdge = (version: 1 | 2, line: string): boolean | null => {
  const said = line.trim();
  if (said === '1') return true;
  return said === (version === 1 ? '0' : '2') ? false : null;
};
