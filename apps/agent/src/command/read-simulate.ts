import { parseArgs } from 'node:util';
import { describeError } from '@nanoedge/base';
import { IdentityKey } from '@nanoedge/protocol';
import { simulateCommandWords as words } from '@nanoedge/words';
import type { LocalSimulation } from '../control/local-walk.ts';
import { SimulationRefused } from '../errors.ts';

/** What was asked for: the help, or a request for the agent with this data folder. */
export type SimulateRequest =
  | { kind: 'help' }
  | { kind: 'ask'; dataFolder: string; request: LocalSimulation };

const options = {
  person: { type: 'string' },
  key: { type: 'string' },
  for: { type: 'string' },
  data: { type: 'string' },
  help: { type: 'boolean' },
} as const;

const parsed = (args: string[]) => {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new SimulationRefused(words.badOption(describeError(error)));
  }
};

const secondsOf = (text: string | undefined): { seconds?: number } => {
  if (text === undefined) return {};
  const seconds = Number(text);
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > 86_400)
    throw new SimulationRefused(words.badSeconds);
  return { seconds };
};

const whoOf = ({ person, key }: { person?: string; key?: string }) => {
  if (person !== undefined && key !== undefined) throw new SimulationRefused(words.whoTwice);
  if (person !== undefined) return { person };
  if (key === undefined) throw new SimulationRefused(words.whoMissing);
  const checked = IdentityKey.safeParse(key);
  if (!checked.success) throw new SimulationRefused(words.badKey);
  return { key: checked.data };
};

/**
 * Reads the words behind `simulate`; `ownFolder` is the agent's data folder by the environment.
 * Throws SimulationRefused with what to say instead.
 */
export const readSimulate = (args: string[], ownFolder: string | undefined): SimulateRequest => {
  const { values, positionals } = parsed(args);
  if (values.help === true || positionals.length === 0) return { kind: 'help' };
  const asked = positionals.join(' ');
  if (values.for !== undefined && asked !== 'walk-in') throw new SimulationRefused(words.forOnlyIn);
  const requestOf = (): LocalSimulation => {
    switch (asked) {
      case 'walk-in':
        return { kind: 'walk-in', ...whoOf(values), ...secondsOf(values.for) };
      case 'leave':
        return { kind: 'leave', ...whoOf(values) };
      case 'everybody leaves':
        return { kind: 'clear' };
      default:
        throw new SimulationRefused(words.unknown(asked));
    }
  };
  const request = requestOf();
  const dataFolder = values.data ?? ownFolder ?? '';
  if (dataFolder === '') throw new SimulationRefused(words.noFolder);
  return { kind: 'ask', dataFolder, request };
};
