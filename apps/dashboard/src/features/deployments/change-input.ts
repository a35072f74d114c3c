import { dequal } from 'dequal';
import type { Inputs } from '@/browser/api/trpc.ts';
import type { Deployment } from './changes-context.ts';

type ChangeInput = Inputs['deployments']['change'];

/**
 * What the server is asked to change: what shall be another than it was when the dialog was opened,
 * from that version, and nothing else. Null when everything shall stay as it is.
 */
export const changeInput = (
  now: Pick<Deployment, 'id' | 'config' | 'peers' | 'version'> & { release: { id: string } },
  next: { release: string; config: Record<string, unknown>; peers: readonly string[] },
): ChangeInput | null => {
  const changes: Omit<ChangeInput, 'deployment' | 'base'> = {
    ...(next.release === now.release.id ? {} : { release: next.release }),
    ...(dequal(next.config, now.config) ? {} : { config: next.config }),
    ...(dequal(next.peers.toSorted(), now.peers.toSorted()) ? {} : { peers: [...next.peers] }),
  };
  if (Object.keys(changes).length === 0) return null;
  const { version, config, peers } = now;
  return {
    deployment: now.id,
    ...changes,
    base: { version, release: now.release.id, config, peers: [...peers] },
  };
};
