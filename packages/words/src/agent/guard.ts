/** Why a machine does not keep containers to the peers that they may call. */
export const guardProblems = {
  noNft: 'nft is not there; install the package nftables',
  noRight: 'the agent has no right to set network rules; give it the capability NET_ADMIN',
  refused: (why: string): string => `the kernel did not take the rules: ${why}`,
  otherMachine: 'the engine is on another machine than the agent',
  inMemory: 'the engine is only pretended',
} as const;
