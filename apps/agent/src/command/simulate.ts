import { agentProgramWords, simulateCommandWords as words } from '@nanoedge/words';
import { ControlRefused } from '../errors.ts';
import { askAtDevice } from './ask-at-device.ts';
import { readSimulate } from './read-simulate.ts';

/** `nanoedge-agent simulate …`; the exit code. */
export const simulate = async (args: string[], ownFolder: string | undefined): Promise<number> => {
  try {
    const read = readSimulate(args, ownFolder);
    if (read.kind === 'help') process.stdout.write(words.usage);
    else process.stdout.write(`${await askAtDevice(read.dataFolder, '/simulate', read.request)}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof ControlRefused)) throw error;
    process.stderr.write(agentProgramWords.problem(error.message));
    return 1;
  }
};
