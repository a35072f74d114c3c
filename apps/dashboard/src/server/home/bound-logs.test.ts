import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, afterEach, expect, it } from 'vitest';
import { boundLogs } from './bound-logs.ts';

let folder: string;
let out: number;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'nanoedge-logs-'));
  out = openSync(path.join(folder, 'agent-room.log'), 'a');
});
afterEach(() => {
  closeSync(out);
  rmSync(folder, { recursive: true });
});
const limit = { bytes: 100, parts: 2 };
const write = (text: string) => writeSync(out, `${text.padEnd(60)}\n`);
const read = (name: string) => readFileSync(path.join(folder, name), 'utf8').trim();

it('keeps the youngest parts of a log that is written on, and loses no line of them', () => {
  for (const turn of ['1', '2', '3', '4']) {
    write(`${turn} one`);
    write(`${turn} two`);
    boundLogs(folder, limit);
  }
  write('5');
  boundLogs(folder, limit);
  expect(readdirSync(folder).toSorted()).toEqual([
    'agent-room.log',
    'agent-room.log.1',
    'agent-room.log.2',
  ]);
  expect(read('agent-room.log')).toBe('5');
  expect(read('agent-room.log.1')).toMatch(/^4 one\s+4 two$/);
  expect(read('agent-room.log.2')).toMatch(/^3 one\s+3 two$/);
});

it('leaves alone what is small, what is no log, and a folder that is not there', () => {
  write('small');
  boundLogs(folder, limit);
  boundLogs(path.join(folder, 'nowhere'), limit);
  expect(readdirSync(folder)).toEqual(['agent-room.log']);
});
