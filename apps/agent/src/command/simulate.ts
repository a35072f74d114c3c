import { request } from 'node:http';
import { agentProgramWords, simulateCommandWords as words } from '@nanoedge/words';
import type { LocalSimulation } from '../control/local-walk.ts';
import { controlSocketOf } from '../control/socket-path.ts';
import { SimulationRefused } from '../errors.ts';
import { readSimulate } from './read-simulate.ts';

const answerWithinMs = 5_000;

/** What the agent says about it. Throws SimulationRefused with the agent's reason, or without one. */
const askAgent = (dataFolder: string, body: LocalSimulation): Promise<string> => {
  const socketPath = controlSocketOf(dataFolder);
  return new Promise((resolve, reject) => {
    const noAgent = (): void => reject(new SimulationRefused(words.noAgent(socketPath)));
    const call = request(
      { socketPath, path: '/simulate', method: 'POST', timeout: answerWithinMs },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('error', noAgent);
        response.on('end', () => {
          if (response.statusCode === 200) resolve(text);
          else reject(new SimulationRefused(text));
        });
      },
    );
    call.on('timeout', () => call.destroy());
    call.on('error', noAgent);
    call.end(JSON.stringify(body));
  });
};

/** `nanoedge-agent simulate …`; the exit code. */
export const simulate = async (args: string[], ownFolder: string | undefined): Promise<number> => {
  try {
    const read = readSimulate(args, ownFolder);
    if (read.kind === 'help') process.stdout.write(words.usage);
    else process.stdout.write(`${await askAgent(read.dataFolder, read.request)}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof SimulationRefused)) throw error;
    process.stderr.write(agentProgramWords.problem(error.message));
    return 1;
  }
};
