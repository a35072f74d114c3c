import { expect, it } from 'vitest';
import { aDeployment } from '../../test/support/builders.ts';
import { aContainer } from '../../test/support/plans.ts';
import type { ContainerInfo } from './engine.ts';
import { readLog } from './read-log.ts';

const { id: deployment } = aDeployment();
const engine = (containers: readonly ContainerInfo[]) => ({
  list: async () => [...containers],
  logTail: async (container: string, lines: number) => [`${container} of ${String(lines)}`],
});

it('reads what runs before what is kept beside it', async () => {
  const containers = [
    aContainer({ id: 'c1', state: 'exited' }),
    aContainer({ id: 'c2', state: 'running' }),
  ];
  expect(await readLog(engine(containers), { deployment, lines: 20 })).toEqual({
    isMade: true,
    lines: ['c2 of 20'],
  });
});

it('reads what ended when nothing runs, and of nobody else', async () => {
  const containers = [
    aContainer({ id: 'c1', state: 'running', deployment: aDeployment({ name: 'other' }).id }),
    aContainer({ id: 'c2', state: 'exited' }),
  ];
  expect((await readLog(engine(containers), { deployment, lines: 5 })).lines).toEqual(['c2 of 5']);
});

it('says that there is no container', async () => {
  expect(await readLog(engine([]), { deployment, lines: 5 })).toEqual({
    isMade: false,
    lines: [],
  });
});

it('cuts a line that is too long to travel', async () => {
  const long = { list: engine([aContainer()]).list, logTail: async () => ['x'.repeat(5_000)] };
  expect((await readLog(long, { deployment, lines: 1 })).lines[0]).toHaveLength(2_000);
});
