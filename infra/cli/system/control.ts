import { request } from 'node:http';
import { join } from 'node:path';
import { AgentStatus } from '@nanoedge/protocol';

/** Asks the agent whose data folder this is; null when it does not answer within `timeoutMs`. */
export const askAgent = (agentData: string, timeoutMs = 6_000): Promise<AgentStatus | null> =>
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
