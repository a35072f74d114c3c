import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, expect, it } from 'vitest';
import { buildFixture, docker, fixture } from './lab.ts';

let image = '';

beforeAll(async () => {
  image = (await buildFixture('ciphers')).tag;
});

const textOf = (length: number): string => Buffer.alloc(length, length & 255).toString('hex');

it('seals, opens and derives to the very bytes that Node does, and opens nothing that was changed', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [fixture('ciphers')]);
  const onNode: unknown = JSON.parse(stdout);
  const onNano: unknown = JSON.parse(await docker('run', '--rm', '--network', 'none', image));
  expect(onNano).toEqual(onNode);
  expect(onNano).toMatchObject({
    opened: [1, 5, 16, 17, 1024].map(textOf),
    wrong: [null, null, null, null, null],
  });
});
