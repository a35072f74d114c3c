import * as z from 'zod/mini';
import { DeploymentId, DeploymentName } from '../ids.ts';

/** 32 random bytes that the two ends of an edge share, in hexadecimal. */
export const CoapSecret = z
  .string()
  .check(z.regex(/^[0-9a-f]{64}$/, 'a secret is 64 hexadecimal digits'));
export type CoapSecret = z.infer<typeof CoapSecret>;

/** What only the agent may ask of a service: where keys, the roster and lessons come from. */
const agentOnly = /^(PUT \/roster|[A-Z]+ \/(peers|calibration)(\/.*)?)$/;

/** What may be asked: method and path, where `{name}` stands for any one segment. */
export const PeerRequest = z.string().check(
  z.regex(
    /^(GET|POST|PUT|DELETE) (\/[A-Za-z0-9._-]{1,64}|\/\{[a-z]{1,32}\}){1,6}$/,
    'a request is written as in PUT /sessions/{meeting}',
  ),
  z.refine((request) => !agentOnly.test(request), 'only the agent may ask that'),
);
export type PeerRequest = z.infer<typeof PeerRequest>;

/**
 * What one service shares with its peers. `calls`: the secret under which it calls each, by the
 * peer's name. `heard`: whom it hears, under which secret, and what they may ask; a peer is
 * heard under several, so that a change of keys cuts nobody off.
 */
export const ServiceKeys = z.object({
  calls: z.record(DeploymentName, CoapSecret),
  heard: z.array(z.object({ peer: DeploymentId, secret: CoapSecret, may: z.array(PeerRequest) })),
});
export type ServiceKeys = z.infer<typeof ServiceKeys>;
