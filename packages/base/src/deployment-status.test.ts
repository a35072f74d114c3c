import { expect, it } from 'vitest';
import { deploymentStatusOf } from './deployment-status.ts';

const never = { heardAt: null, reported: null };

it('says of a device that has never come that it has not reported, not that it is lost', () => {
  const truth = { doubt: 'offline', lastTrueAt: null } as const;
  expect(deploymentStatusOf('d1', never, truth)).toEqual({ kind: 'silent' });
});

it('knows nothing of it once whoever looks has lost the dashboard', () => {
  const truth = { doubt: 'link', lastTrueAt: null } as const;
  expect(deploymentStatusOf('d1', never, truth)).toMatchObject({ kind: 'unknown', doubt: 'link' });
});
