import { request } from 'node:http';
import { simulateCommandWords as words } from '@nanoedge/words';
import { controlSocketOf } from '../control/socket-path.ts';
import { ControlRefused } from '../errors.ts';

const answerWithinMs = 5_000;

/** What the agent with this data folder says. Throws ControlRefused with its reason, or without one. */
export const askAtDevice = (dataFolder: string, path: string, body: unknown): Promise<string> => {
  const socketPath = controlSocketOf(dataFolder);
  return new Promise((resolve, reject) => {
    const noAgent = (): void => reject(new ControlRefused(words.noAgent(socketPath)));
    const call = request(
      { socketPath, path, method: 'POST', timeout: answerWithinMs },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('error', noAgent);
        response.on('end', () => {
          if (response.statusCode === 200) resolve(text);
          else reject(new ControlRefused(text));
        });
      },
    );
    call.on('timeout', () => call.destroy());
    call.on('error', noAgent);
    call.end(JSON.stringify(body));
  });
};
