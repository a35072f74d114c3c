import * as z from 'zod/mini';
import { DeviceId } from './ids.ts';
import { EpochMs } from './units.ts';
import { ReportedState } from './link/reported.ts';

/**
 * What an agent answers to `GET /status` on its control socket: the reported state as of the
 * question, and how the agent itself is. `device` null: it has not enrolled yet. `connection`: a
 * word for where its link to the dashboard is. `engineSeenAt`: when its engine answered last; null
 * when it has not since the agent started.
 */
export const AgentStatus = z.extend(ReportedState, {
  device: z.nullable(DeviceId),
  name: z.string(),
  connection: z.string(),
  desiredRevision: z.nullable(z.int()),
  engineSeenAt: z._default(z.nullable(EpochMs), null),
});
export type AgentStatus = z.infer<typeof AgentStatus>;
