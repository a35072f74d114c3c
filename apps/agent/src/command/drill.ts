import { parseArgs } from 'node:util';
import { describeError } from '@nanoedge/base';
import { agentProgramWords, drillWords as words, simulateCommandWords } from '@nanoedge/words';
import type { LocalDrill } from '../control/local-drill.ts';
import { ControlRefused } from '../errors.ts';
import { askAtDevice } from './ask-at-device.ts';

const options = { data: { type: 'string' }, help: { type: 'boolean' } } as const;

const parsed = (args: string[]) => {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new ControlRefused(words.badOption(describeError(error)));
  }
};

const requestOf = (asked: string): LocalDrill => {
  if (asked === 'end' || asked === 'status') return { kind: asked };
  throw new ControlRefused(words.unknown(asked));
};

/** `nanoedge-agent drill …`; the exit code. */
export const drill = async (args: string[], ownFolder: string | undefined): Promise<number> => {
  try {
    const { values, positionals } = parsed(args);
    if (values.help === true || positionals.length === 0) {
      process.stdout.write(words.usage);
      return 0;
    }
    const request = requestOf(positionals.join(' '));
    const dataFolder = values.data ?? ownFolder ?? '';
    if (dataFolder === '') throw new ControlRefused(simulateCommandWords.noFolder);
    process.stdout.write(`${await askAtDevice(dataFolder, '/drill', request)}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof ControlRefused)) throw error;
    process.stderr.write(agentProgramWords.problem(error.message));
    return 1;
  }
};
