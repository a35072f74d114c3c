import { expect, it } from 'vitest';
import { emptySpec, readSpec, specDraftOf } from './release-spec.ts';
import { testDeployment } from '@/features/deployments/test-deployment.ts';

const { release } = testDeployment();

it('a template’s spec goes into the form and comes out the same', () => {
  const spec = {
    ...release.spec,
    configSchema: { type: 'object' },
    defaultConfig: { a: 1 },
    needs: ['ble' as const],
    volumes: [
      { name: 'data', path: '/data' },
      { name: 'large', path: '/large', limitMiB: 512 },
    ],
  };
  expect(readSpec(specDraftOf({ spec }))).toEqual({ spec, problems: new Map() });
});

it('memory is typed in MiB and sent in bytes, and a limit that is no whole number of them stays exact', () => {
  expect(readSpec(emptySpec).spec?.limits.memoryBytes).toBe(16_777_216);
  expect(readSpec(specDraftOf(release)).spec?.limits.memoryBytes).toBe(16_000_000);
});

it('without a schema any config will do', () => {
  expect(readSpec(emptySpec).spec).toMatchObject({ configSchema: null, defaultConfig: {} });
});

it('every problem is named by the server’s field', () => {
  const { spec, problems } = readSpec({
    ...emptySpec,
    configSchema: '{',
    defaultConfig: '[]',
    memoryMiB: 'much',
    pids: '0',
    volumes: [{ key: 0, name: 'Data', path: 'data', limitMiB: '0' }],
  });
  expect(spec).toBeNull();
  expect([...problems.keys()]).toEqual([
    'spec.configSchema',
    'spec.defaultConfig',
    'spec.limits.memoryBytes',
    'spec.limits.pids',
    'spec.volumes.0.name',
    'spec.volumes.0.path',
    'spec.volumes.0.limitMiB',
  ]);
});
