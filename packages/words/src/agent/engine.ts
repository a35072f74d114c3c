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

/** What an engine's refusal to start something can be about. */
export type RefusalCause = 'port' | 'task' | 'network' | 'image' | 'volume' | 'program' | 'other';

/** Ids of containers, tasks and layers, which tell nobody anything. */
const ids = /\b(?:sha256:)?(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{5,64}\b|\b\d{12,64}\b/g;

/** What wraps the words that matter. */
const wrapping =
  /\(HTTP code \d+\)[^-]*- |failed to create task for container: |failed to create shim task: |OCI runtime \w+ failed: |runc \w+ failed: |unable to start container process: |: unknown$/gi;

const plainly = (said: string): string =>
  said.replace(wrapping, '').replace(ids, '…').replace(/\s+/g, ' ').trim();

/**
 * Why the engine does not start something, in words, and what mends it. `said`: what the engine said,
 * whose ids are left out.
 */
export const engineRefusal = (cause: RefusalCause, said: string): string => {
  switch (cause) {
    case 'task':
      return 'the container engine still holds what is left of an earlier container; a fresh one takes its place, at once with “try now”';
    case 'port':
      return `its port is held by something else; it gets another while that stays so: ${plainly(said)}`;
    case 'network':
      return `the network of this device is not whole; it is made anew when a fresh container does not help: ${plainly(said)}`;
    case 'image':
      return `a layer of its image is missing or broken; the image is brought again when a fresh container does not help: ${plainly(said)}`;
    case 'volume':
      return `a volume that it needs cannot be used: ${plainly(said)}`;
    case 'program':
      return `its program cannot be started; choose a release that is built for this device: ${plainly(said)}`;
    case 'other':
      return `the container engine refused: ${plainly(said)}`;
  }
};
