import * as z from 'zod/mini';
import { CoapUrl, DeploymentId, NanoserviceName } from './ids.ts';

/**
 * What a container finds in the environment variable NANOEDGE_CONFIG, as JSON. `peers` maps peer
 * names to addresses; `gateway` is the agent (null: the container's default gateway, port 5683).
 */
export const ServiceEnvironment = z.object({
  deployment: DeploymentId,
  nanoservice: NanoserviceName,
  version: z.string(),
  gateway: z.nullable(CoapUrl),
  peers: z.record(z.string(), CoapUrl),
  config: z.unknown(),
});
export type ServiceEnvironment = z.infer<typeof ServiceEnvironment>;
