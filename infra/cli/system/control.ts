import { request } from 'node:http';
import { join } from 'node:path';
import { ReportedState } from '@nanoedge/protocol';
import * as z from 'zod/mini';

/**
 * An agent's own answer on its control socket: read from its engine at the time of the question.
 */
export const AgentStatus = z.extend(ReportedState, {
  device: z.nullable(z.string()),
  connection: z.string(),
  desiredRevision: z.nullable(z.int()),
});
export type AgentStatus = z.infer<typeof AgentStatus>;

/** Asks the agent whose data folder this is; null when it does not answer within `timeoutMs`. */
export const askAgent = (agentData: string, timeoutMs = 3_000): Promise<AgentStatus | null> =>
  new Promise((resolve) => {
    const req = request(
      { socketPath: join(agentData, 'agent.sock'), path: '/status', timeout: timeoutMs },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('error', () => resolve(null));
        response.on('end', () => {
          const parsed = response.statusCode === 200 ? AgentStatus.safeParse(safeJson(text)) : null;
          resolve(parsed?.success === true ? parsed.data : null);
        });
      },
    );
    req.on('timeout', () => req.destroy());
    req.on('error', () => resolve(null));
    req.end();
  });

const safeJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
