import { Readable } from 'node:stream';
import { beforeAll, expect, it } from 'vitest';
import { uploadContent } from '../../src/server/services/content/upload.ts';
import { Refusal } from '../../src/server/services/errors.ts';
import { openWorld, type World } from './support/world.ts';

const kB = 1024;

let world: World;

beforeAll(async () => {
  world = await openWorld();
  return () => world.close();
});

/** Uploads a text of `bytes` that begins with `name`, and says with which kind it is refused. */
const upload = async (who: 'admin' | 'alice', name: string, bytes: number): Promise<string> => {
  const text = Buffer.from(`${name}\n`.padEnd(bytes, 'x'));
  const file = { name: `${name}.md`, declared: 'text/markdown', source: Readable.from([text]) };
  try {
    await uploadContent(world.deps, await world.actor(who), file);
    return 'taken';
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    expect(error.detail).toMatchObject({
      field: 'file',
      message: expect.stringMatching(/more than \d MB/),
      remedy: expect.stringMatching(/out of (your )?meetings.*NANOEDGE_UPLOADS_/),
    });
    return error.kind;
  }
};

it('an account has no more files here than it may, and is told what to do', async () => {
  world.deps.uploadLimits = { accountBytes: 1024 * kB, allBytes: 0 };
  expect(await upload('alice', 'first', 700 * kB)).toBe('taken');
  expect(await upload('alice', 'second', 400 * kB)).toBe('insufficient-storage');
  expect(await upload('alice', 'third', 300 * kB)).toBe('taken');
  // The same file takes no more room
  expect(await upload('alice', 'third', 300 * kB)).toBe('taken');
  expect(await upload('admin', 'second', 400 * kB)).toBe('taken');
});

it('all accounts have no more files here than there may be, however many come at once', async () => {
  world.deps.uploadLimits = { accountBytes: 0, allBytes: 1024 * kB };
  expect(await upload('admin', 'fourth', 400 * kB)).toBe('insufficient-storage');
  const { content } = await world.deps.disk.folders();
  world.deps.uploadLimits = { accountBytes: 0, allBytes: 1024 * kB + content.bytes };
  const results = await Promise.all(['a', 'b', 'c'].map((name) => upload('admin', name, 400 * kB)));
  expect(results.toSorted()).toEqual(['insufficient-storage', 'taken', 'taken']);
});
