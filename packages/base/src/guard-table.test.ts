import { expect, it } from 'vitest';
import { guardTable } from './guard-table.ts';

it('gives every device a table of its own, whatever its id is written with', () => {
  const ids = ['room', 'Room', 'room-1', 'room_1', 'room.1', 'room2d1', 'room_2d1', 'r:1'];
  const tables = ids.map(guardTable);
  expect(new Set(tables).size).toBe(ids.length);
  for (const table of tables) expect(table).toMatch(/^nanoedge_[a-z0-9_]+$/);
});
