import * as z from 'zod/mini';
import { ServiceEventType } from './events.ts';
import { ThingName } from './ids.ts';

/**
 * What a deployment may do at its gateway: sense or command these things, tell of these events, read
 * the lists of what meetings show. Whoever may command a thing may read it, too.
 */
export const Capabilities = z.object({
  things: z.record(ThingName, z.enum(['read', 'write'])),
  events: z.array(ServiceEventType),
  content: z.boolean(),
});
export type Capabilities = z.infer<typeof Capabilities>;
