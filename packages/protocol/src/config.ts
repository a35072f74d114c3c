import * as z from 'zod/mini';
import { CoapUrl, DeploymentId, NanoserviceName } from './ids.ts';

/**
 * What a container finds in the environment variable NANOEDGE_CONFIG, as JSON. `peers` maps peer
 * names to addresses; `gateway` is the agent (null: the container's default gateway, port 5683).
 * `key` is the file with the secret that this container shares with the agent, null where nothing is
 * protected.
 */
export const ServiceEnvironment = z.object({
  deployment: DeploymentId,
  nanoservice: NanoserviceName,
  version: z.string(),
  gateway: z.nullable(CoapUrl),
  peers: z.record(z.string(), CoapUrl),
  key: z._default(z.nullable(z.string()), null),
  config: z.unknown(),
});
export type ServiceEnvironment = z.infer<typeof ServiceEnvironment>;
