import { networksIn, networksOverlap } from '@nanoedge/base';

/** A network that is in use, and who uses it. */
export interface UsedNetwork {
  subnet: string;
  by: string;
}

/** As many addresses as a device's services ever have. */
const length = 24;

/** Whether a network is in one of the pools; any is where there is no pool. */
export const isInPools = (subnet: string, pools: readonly string[]): boolean =>
  pools.length === 0 ||
  pools.some((pool) => networksOverlap(subnet, pool) && isWithin(subnet, pool));

const bitsOf = (network: string): number => Number(network.split('/')[1]);

const isWithin = (subnet: string, pool: string): boolean => bitsOf(subnet) >= bitsOf(pool);

/** Networks of the pools that overlap with none in use, in order; at most `most` of them. */
export const freeNetworks = (
  pools: readonly string[],
  used: readonly UsedNetwork[],
  most: number,
): string[] => {
  const free: string[] = [];
  for (const pool of pools) {
    const inPool = used.filter(({ subnet }) => networksOverlap(subnet, pool));
    for (const network of networksIn(pool, length)) {
      if (free.length === most) return free;
      if (!inPool.some(({ subnet }) => networksOverlap(subnet, network))) free.push(network);
    }
  }
  return free;
};

/** Who is in the way of the pools. */
export const usersOf = (pools: readonly string[], used: readonly UsedNetwork[]): UsedNetwork[] =>
  used.filter(({ subnet }) => pools.some((pool) => networksOverlap(subnet, pool)));
