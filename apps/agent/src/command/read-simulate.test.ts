import { describe, expect, it } from 'vitest';
import { simulationRefusal } from '../../test/support/simulation-refusal.ts';
import { readSimulate } from './read-simulate.ts';

const read = (line: string, folder: string | undefined = '/data') =>
  readSimulate(line === '' ? [] : line.split(' '), folder);

const refusal = (line: string, folder?: string): string =>
  simulationRefusal(() => readSimulate(line.split(' '), folder));

describe('nanoedge-agent simulate', () => {
  it.each([
    ['walk-in --person Bob', { kind: 'walk-in', person: 'Bob' }],
    [
      'walk-in --key aa:bb:cc:00:00:01 --for 30',
      { kind: 'walk-in', key: 'aa:bb:cc:00:00:01', seconds: 30 },
    ],
    ['leave --person Bob', { kind: 'leave', person: 'Bob' }],
    ['everybody leaves', { kind: 'clear' }],
  ])('understands %s', (line, request) => {
    expect(read(line)).toEqual({ kind: 'ask', dataFolder: '/data', request });
  });

  it('helps when it is asked to, and when nothing was said', () => {
    expect(read('--help')).toEqual({ kind: 'help' });
    expect(read('')).toEqual({ kind: 'help' });
  });

  it('takes the data folder that is said before the one of the environment', () => {
    expect(read('everybody leaves --data /other')).toMatchObject({ dataFolder: '/other' });
  });

  it.each([
    ['walk-in', /say who/],
    ['walk-in --person Bob --key aa', /not both/],
    ['walk-in --person Bob --for soon', /between 1 and 86400/],
    ['leave --person Bob --for 3', /walk-in only/],
    ['dance --person Bob', /there is no "simulate dance"/],
    ['walk-in --persn Bob', /--help/],
  ])('says what is wrong with %s', (line, words) => {
    expect(refusal(line, '/data')).toMatch(words);
  });

  it('says what it needs when no folder is known', () => {
    expect(refusal('everybody leaves')).toMatch(/--data FOLDER/);
  });
});
