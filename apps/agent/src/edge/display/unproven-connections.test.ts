import { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { UnprovenConnections } from './unproven-connections.ts';

const connect = (connections: UnprovenConnections, address: string): Socket => {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: address });
  connections.add(socket);
  return socket;
};

it('drops the oldest of the address that has most, so that one host keeps out only itself', () => {
  const connections = new UnprovenConnections(4);
  const screen = connect(connections, '192.0.2.20');
  const flood = Array.from({ length: 10 }, () => connect(connections, '192.0.2.66'));
  expect(screen.destroyed).toBe(false);
  expect(flood.map(({ destroyed }) => destroyed)).toEqual([
    ...Array.from({ length: 7 }, () => true),
    false,
    false,
    false,
  ]);
});

it('leaves alone those of paired screens', () => {
  const connections = new UnprovenConnections(2);
  const screens = Array.from({ length: 6 }, () => {
    const socket = connect(connections, '192.0.2.20');
    connections.prove(socket);
    return socket;
  });
  expect(screens.some(({ destroyed }) => destroyed)).toBe(false);
});
