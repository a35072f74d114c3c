import * as z from 'zod/mini';
import { NanoserviceName } from '../ids.ts';
import { Milliseconds } from '../units.ts';

/**
 * `GET /health` of every nanoservice: 2.05 while it can do its work, else 5.03 with the same shape
 * and `ok: false`.
 */
export const Health = z.object({
  ok: z.boolean(),
  service: NanoserviceName,
  version: z.string(),
  runtime: z.enum(['nano', 'node']),
  uptimeMs: Milliseconds,
  detail: z.optional(z.string()),
});
export type Health = z.infer<typeof Health>;

/**
 * The diagnostic payload of a 4.xx or 5.xx answer (RFC 7252 §5.5.2): `field` names what was wrong.
 */
export const Diagnostic = z.object({ error: z.string(), field: z.optional(z.string()) });
export type Diagnostic = z.infer<typeof Diagnostic>;
