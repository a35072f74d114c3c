/** Why an agent does not get an answer of its container engine. */
export const engineProblems = {
  hangs: 'the container engine does not answer: it hangs',
  tooSlow: (seconds: number): string => `the container engine did not answer within ${seconds} s`,
} as const;

/** Why a device's engine makes no network for its services. */
export const engineNetworkFailures = {
  noGateway: (name: string): string => `network ${name} has no gateway address`,
  noneFree: (pools: readonly string[], inTheWay: readonly string[]): string =>
    `no network is free in NANOEDGE_ADDRESS_POOLS (${pools.join(', ')}): ${
      inTheWay.length === 0 ? 'the engine takes none of them' : `${inTheWay.join(', ')} overlaps`
    }. Set a network there that nothing on this computer uses.`,
} as const;
