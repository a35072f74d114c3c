import { DeploymentId, parse, RunId } from '@nanoedge/protocol';
import { expect, it } from 'vitest';
import { justEnded, openByDeployment, type Run, stepShare } from './run.ts';
import { testRun, testStep } from './test-run.ts';

const id = (text: string) => parse(RunId, text, 'id');
const deployment = (text: string) => parse(DeploymentId, text, 'deployment');

it('a step without bytes has no share, and one that got more than announced is full', () => {
  expect(stepShare(testStep('creating'))).toBeNull();
  expect(stepShare(testStep('sending', { bytes: 300, of: 200 }))).toBe(1);
});

it('a deployment’s open run is its newest', () => {
  const newer = testRun({ id: id('b'), deployment: deployment('d') });
  const runs = [
    newer,
    testRun({ id: id('a'), deployment: deployment('d') }),
    testRun({ id: id('c'), state: 'done' }),
  ];
  expect([...openByDeployment(runs)]).toEqual([['d', newer]]);
});

it('runs that were open or unknown before and have ended now are the news', () => {
  const before = new Map<string, Run['state']>([
    ['a', 'running'],
    ['b', 'done'],
  ]);
  const now = [
    testRun({ id: id('a'), state: 'done' }),
    testRun({ id: id('b'), state: 'done' }),
    testRun({ id: id('c'), state: 'refused' }),
    testRun({ id: id('d'), state: 'running' }),
  ];
  expect(justEnded(before, now).map((run) => run.id)).toEqual(['a', 'c']);
});
