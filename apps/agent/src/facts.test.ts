import { describe, expect, it } from 'vitest';
import { EpochMs } from '@nanoedge/protocol';
import { FactStream, type Fact, type FactReader } from './facts.ts';

const started: Fact = { type: 'agent.started', at: EpochMs.parse(1), version: '1' };
const ended: Fact = { type: 'container.ended', container: 'c1' };
const changed: Fact = { type: 'image.changed' };

const setUp = (...hears: ((fact: Fact, stream: FactStream) => void)[]) => {
  const said: string[] = [];
  const stream = new FactStream({ append: (_source, { type }) => said.push(`kept ${type}`) });
  const readers = hears.map(
    (hear, index): FactReader => ({
      hear: (fact) => {
        said.push(`${index} hears ${fact.type}`);
        hear(fact, stream);
      },
    }),
  );
  stream.readBy(...readers);
  return { stream, said };
};

const silent = (): void => undefined;

describe('the stream of facts', () => {
  it('keeps what the dashboard is told before anybody hears it, and nothing else', () => {
    const { stream, said } = setUp(silent);
    stream.append(started);
    stream.append(ended);
    expect(said).toEqual([
      'kept agent.started',
      '0 hears agent.started',
      '0 hears container.ended',
    ]);
  });

  it('lets every reader hear in its turn what another appends, after what it was hearing', () => {
    const { stream, said } = setUp((fact, facts) => {
      if (fact.type === 'container.ended') facts.append(changed);
    }, silent);
    stream.append(ended);
    expect(said).toEqual([
      '0 hears container.ended',
      '1 hears container.ended',
      '0 hears image.changed',
      '1 hears image.changed',
    ]);
  });

  it('keeps at once what a reader appends', () => {
    const { stream, said } = setUp((fact, facts) => {
      if (fact.type === 'container.ended') facts.append(started);
    }, silent);
    stream.append(ended);
    expect(said.slice(0, 3)).toEqual([
      '0 hears container.ended',
      'kept agent.started',
      '1 hears container.ended',
    ]);
  });

  it('lets the others hear when one throws, and says so to who appended', () => {
    const { stream, said } = setUp(() => {
      throw new RangeError('broken');
    }, silent);
    expect(() => stream.append(ended)).toThrow('broken');
    expect(said).toEqual(['0 hears container.ended', '1 hears container.ended']);
    expect(() => stream.append(changed)).toThrow('broken');
    expect(said.at(-1)).toBe('1 hears image.changed');
  });
});
