import * as z from 'zod/mini';
import { DeploymentId } from '../ids.ts';

/** The longest part of a line that travels. */
export const longestLogLine = 2_000;

/** Asks a device for the last lines that a deployment wrote, oldest first. */
export const LogRequest = z.object({
  deployment: DeploymentId,
  lines: z.int().check(z.minimum(1), z.maximum(500)),
});
export type LogRequest = z.infer<typeof LogRequest>;

/** What it wrote; `isMade` false: it has no container, so there is nothing to read. */
export const LogAnswer = z.object({
  isMade: z.boolean(),
  lines: z.array(z.string().check(z.maxLength(longestLogLine))).check(z.maxLength(500)),
});
export type LogAnswer = z.infer<typeof LogAnswer>;
