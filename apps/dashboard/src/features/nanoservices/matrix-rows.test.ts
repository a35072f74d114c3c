import { expect, it } from 'vitest';
import type { MatrixView } from '@/features/deployments/live-matrix.ts';
import { matrixRows, narrowed } from './matrix-rows.ts';
import { testDeployment } from '@/features/deployments/test-deployment.ts';

const named = (name: string): MatrixView['nanoservices'][number] => ({
  name,
  title: name,
  description: '',
  builtIn: false,
  releases: [],
});

it('the six come first in the paper’s order, then created ones by name', () => {
  const rows = matrixRows({
    nanoservices: [named('weather'), named('main-controller'), named('blinker')],
    deployments: [],
  });
  expect(rows.map(({ name }) => name)).toEqual([
    'presence-detection',
    'main-controller',
    'bluetooth-scanner',
    'authentication-engine',
    'user-guidance',
    'meeting-room',
    'blinker',
    'weather',
  ]);
});

it('a nanoservice that only a deployment names has a row, too', () => {
  const rows = matrixRows({
    nanoservices: [],
    deployments: [testDeployment({ nanoservice: 'ghost' })],
  });
  expect(rows.at(-1)).toMatchObject({ name: 'ghost', known: null });
});

it('several instances on one device share a cell, by name', () => {
  const deployments = ['blinker-2', 'blinker'].map((name) =>
    testDeployment({ name, nanoservice: 'blinker' }),
  );
  const row = matrixRows({ nanoservices: [], deployments }).at(-1);
  expect(row?.cells.get('closet')?.map(({ name }) => name)).toEqual(['blinker', 'blinker-2']);
});

it('a text that names devices keeps all rows, one that names nothing keeps nothing', () => {
  const rows = matrixRows({ nanoservices: [], deployments: [] });
  const devices = [
    { name: 'Closet', labels: ['server'] },
    { name: 'Entrance', labels: [] },
  ];
  expect(narrowed(rows, devices, 'SERVER')).toEqual({ rows, devices: [devices[0]] });
  expect(narrowed(rows, devices, 'guidance').rows.map(({ name }) => name)).toEqual([
    'user-guidance',
  ]);
  expect(narrowed(rows, devices, 'guidance').devices).toEqual(devices);
  expect(narrowed(rows, devices, 'zzz')).toEqual({ rows: [], devices: [] });
});
