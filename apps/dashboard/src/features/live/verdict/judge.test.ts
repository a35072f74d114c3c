import type { DeploymentStatus } from '@nanoedge/base';
import { DeploymentId, DeviceId, NanoserviceName, parse, RunId, ZoneId } from '@nanoedge/protocol';
import { expect, it } from 'vitest';
import { testDeployment } from '@/features/deployments/test-deployment.ts';
import { type ReadAbility, lacksOf, undoOf } from './judge.ts';

const instance = (name: string, zone = 'entrance'): ReadAbility['instances'][number] => ({
  deployment: parse(DeploymentId, name, 'deployment'),
  name,
  device: parse(DeviceId, zone, 'device'),
  deviceName: `${zone} device`,
  zone: parse(ZoneId, zone, 'zone'),
  zoneName: zone.toUpperCase(),
});
const removed = (name: string, zone = 'entrance', undoable = true) => ({
  ...instance(name, zone),
  run: parse(RunId, `run-${name}`, 'run'),
  removedAt: 1000,
  undoable,
});
const view = (
  ability: ReadAbility['ability'],
  instances: ReadAbility['instances'],
  gone: ReadAbility['removed'] = [],
): ReadAbility => ({
  ability,
  nanoservices: [parse(NanoserviceName, ability, 'name')],
  instances,
  removed: gone,
});

const said = (state: string): DeploymentStatus => {
  const { name } = testDeployment();
  const service = { name, state, detail: null };
  return { kind: 'known', at: 1000, service } as unknown as DeploymentStatus;
};
const statuses =
  (by: Record<string, DeploymentStatus>) =>
  ({ name }: { name: string }): DeploymentStatus =>
    by[name] ?? said('answering');

it('has nothing to say while somebody answers for each part', () => {
  const views = [
    view('recognise', [instance('ae'), instance('ae-2')]),
    view('show', [instance('mr')]),
  ];
  expect(lacksOf(views, statuses({ 'ae-2': said('failed') }))).toEqual([]);
});

it('says what is lacking without a removed service, and which removal to undo', () => {
  const lacks = lacksOf([view('recognise', [], [removed('ae')])], statuses({}));
  expect(lacks).toMatchObject([{ ability: 'recognise', zoneName: null, certain: true }]);
  expect(lacks[0]?.causes).toEqual([{ kind: 'gone', names: ['ae'], removedAt: 1000 }]);
  expect(undoOf(lacks).map(({ run }) => run)).toEqual(['run-ae']);
});

it('offers no removal that cannot be undone, and names the kind where nothing ever ran', () => {
  expect(
    undoOf(lacksOf([view('guide', [], [removed('ug', 'entrance', false)])], statuses({}))),
  ).toEqual([]);
  expect(lacksOf([view('guide', [])], statuses({}))[0]?.causes).toEqual([
    { kind: 'gone', names: ['guide'], removedAt: null },
  ]);
});

it('lacks by the zone what only things of that zone can do', () => {
  const views = [view('notice', [instance('pd-1'), instance('pd-2', 'room')], [])];
  const lacks = lacksOf(views, statuses({ 'pd-2': said('backing-off') }));
  expect(lacks).toMatchObject([{ ability: 'notice', zoneName: 'ROOM', certain: true }]);
  const gone = lacksOf(
    [view('notice', [instance('pd-1')], [removed('pd-2', 'room')])],
    statuses({}),
  );
  expect(gone.map(({ zoneName }) => zoneName)).toEqual(['ROOM']);
  expect(gone.map(({ everywhere }) => everywhere)).toEqual([false]);
  const only = lacksOf([view('show', [], [removed('mr', 'room')])], statuses({}));
  expect(only).toMatchObject([{ zoneName: 'ROOM', everywhere: true }]);
});

it('says once for the whole site what every zone lacks', () => {
  const views = [view('notice', [], [removed('pd-1'), removed('pd-2', 'room')])];
  const lacks = lacksOf(views, statuses({}));
  expect(lacks).toMatchObject([
    { zoneName: null, causes: [{ kind: 'gone', names: ['pd-1', 'pd-2'] }] },
  ]);
  expect(undoOf(lacks)).toHaveLength(2);
});

it('claims no loss of what cannot be heard', () => {
  const away: DeploymentStatus = { kind: 'unknown', doubt: 'offline', at: 500, last: null };
  const lacks = lacksOf([view('recognise', [instance('ae')])], statuses({ ae: away }));
  expect(lacks).toMatchObject([{ certain: false, causes: [{ kind: 'doubt', doubt: 'offline' }] }]);
});

it('lists lacks in the order in which people meet them', () => {
  const views = [view('show', []), view('notice', []), view('recognise', [])];
  expect(lacksOf(views, statuses({})).map(({ ability }) => ability)).toEqual([
    'notice',
    'recognise',
    'show',
  ]);
});

it('waits for a service that has not reported yet', () => {
  const lacks = lacksOf([view('show', [instance('mr')])], () => ({ kind: 'silent' }));
  expect(lacks).toMatchObject([{ certain: true, causes: [{ kind: 'awaited' }] }]);
});
