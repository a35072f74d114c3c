import { describe, expect, it } from 'vitest';
import { readEnds, readScore } from './score.ts';

const report = (...states: string[]): string =>
  JSON.stringify({ files: { 'a.ts': { mutants: states.map((status) => ({ status })) } } });

describe('the mutation score', () => {
  it('counts a mutant that no test reaches as survived', () => {
    expect(readScore(report('Killed', 'NoCoverage'))).toEqual({
      mutants: 2,
      killed: 1,
      percent: 50,
    });
  });

  it('counts one that never ends as noticed, and one that does not compile not at all', () => {
    expect(readScore(report('Timeout', 'CompileError', 'Ignored'))).toMatchObject({
      mutants: 1,
      killed: 1,
    });
  });

  it('tells a mutant that a test failed on from one that never ended', () => {
    expect(readEnds(report('Killed', 'Killed', 'Timeout', 'Survived', 'NoCoverage'))).toEqual({
      failed: 2,
      timedOut: 1,
      survived: 1,
      unreached: 1,
    });
  });

  it('is nothing where nothing was mutated', () => {
    expect(readScore(report()).percent).toBe(0);
  });
});
