import { describe, expect, it } from 'vitest';
import { findById, findDeployment, findDevice, findRelease } from './find.ts';
import type { Inventory } from './views.ts';

const plain = { release: { id: 'r1' }, config: {}, peers: [], version: 1 };

const inventory: Inventory = {
  nanoservices: [
    {
      name: 'lights',
      releases: [
        { id: 'r2', nanoservice: 'lights', version: '2.0.0', spec: {} },
        { id: 'r1', nanoservice: 'lights', version: '1.0.0', spec: {} },
      ],
    },
  ],
  devices: [
    { id: 'room-a1b2c3', name: 'Aurora' },
    { id: 'closet-a1b2c3', name: 'Server closet' },
  ],
  deployments: [
    { id: 'd1', name: 'lights', device: 'room-a1b2c3', nanoservice: 'lights', ...plain },
    { id: 'd2', name: 'lights', device: 'closet-a1b2c3', nanoservice: 'lights', ...plain },
    { id: 'd3', name: 'keys', device: 'closet-a1b2c3', nanoservice: 'keys', ...plain },
  ],
};

describe('what a command names', () => {
  it('is a device by its id, its name or its short id', () => {
    for (const text of ['room-a1b2c3', 'Aurora', 'aurora', 'room'])
      expect(findDevice(inventory, text).id).toBe('room-a1b2c3');
  });

  it('is a deployment by its id, its name, or device and name', () => {
    expect(findDeployment(inventory, 'keys').id).toBe('d3');
    expect(findDeployment(inventory, 'd2').id).toBe('d2');
    expect(findDeployment(inventory, 'room/lights').id).toBe('d1');
  });

  it('is refused where it could be two things, with the ids to choose from', () => {
    expect(() => findDeployment(inventory, 'lights')).toThrow(
      'name one as DEVICE/NAME or by its id: d1, d2',
    );
  });

  it('is the newest release unless a version is named', () => {
    expect(findRelease(inventory, 'lights', null).id).toBe('r2');
    expect(findRelease(inventory, 'lights', '1.0.0').id).toBe('r1');
    expect(() => findRelease(inventory, 'lights', '3.0.0')).toThrow('There are: 2.0.0, 1.0.0');
  });

  it('says what there is when it is nothing', () => {
    expect(() => findDevice(inventory, 'roof')).toThrow(
      'There are: Aurora (room-a1b2c3), Server closet (closet-a1b2c3)',
    );
  });

  it('may be the beginning of an id where only one begins so', () => {
    const rows = [{ id: 'abc1' }, { id: 'abd2' }];
    expect(findById(rows, 'abc', 'run').id).toBe('abc1');
    expect(() => findById(rows, 'ab', 'run')).toThrow('Several runs begin with "ab"');
  });
});
