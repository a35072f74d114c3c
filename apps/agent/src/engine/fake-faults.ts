import { EngineRefused } from '../errors.ts';
import type { ImageInfo, PullProgress } from './engine.ts';

interface Faults {
  stale: ReadonlySet<string>;
  brokenNetwork: boolean;
  brokenImage: boolean;
}

/** What an engine says whose last life ended in the middle of something; null where it starts. */
export const startRefusal = (
  { stale, brokenNetwork, brokenImage }: Faults,
  container: string,
): string | null => {
  if (stale.has(container)) return `task ${container}: already exists: unknown`;
  if (brokenNetwork) return 'failed to set up container networking: Device does not exist';
  return brokenImage ? 'error creating overlay mount: no such file or directory' : null;
};

/** A pull from the registry in memory. */
export const pullFromRegistry = async (
  registry: ReadonlyMap<string, ImageInfo>,
  { reference, progress }: { reference: string; progress: (progress: PullProgress) => void },
  signal: AbortSignal,
): Promise<ImageInfo> => {
  signal.throwIfAborted();
  const found = registry.get(reference);
  if (found === undefined)
    throw new EngineRefused(404, `manifest for ${reference} not found: manifest unknown`);
  const totalBytes = found.bytes;
  progress({ step: 'sending', bytes: totalBytes, totalBytes });
  await Promise.resolve();
  signal.throwIfAborted();
  progress({ step: 'loading', bytes: totalBytes, totalBytes });
  return found;
};
