import * as z from 'zod/mini';
import { Bytes } from './units.ts';

const count = z.int().check(z.minimum(0));

/** How much waits for the dashboard, and how much may wait before some is given up. */
export const outboxReport = { events: count, bytes: Bytes, mostEvents: count, mostBytes: Bytes };

export const OutboxReport = z.object(outboxReport);
export type OutboxReport = z.infer<typeof OutboxReport>;
