import type { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { packTar, type TarEntry } from '../tar.ts';
import { setuidFiles } from './setuid.ts';

const file = (name: string, mode = 0o755): TarEntry => ({ header: { name, mode, size: 0 } });
const layer =
  (...entries: TarEntry[]): (() => Readable) =>
  () =>
    packTar(entries);

it('finds what runs with the rights of its owner or group, in order', async () => {
  const layers = [
    layer(file('./usr/bin/su', 0o4755), file('usr/bin/ls'), file('bin/wall', 0o2755)),
    layer(file('app')),
  ];
  expect(await setuidFiles(layers)).toEqual(['/bin/wall', '/usr/bin/su']);
});

it('leaves out folders, whose group only passes on to what is made in them', async () => {
  const folder: TarEntry = { header: { name: 'var/mail/', mode: 0o2775, type: 'directory' } };
  expect(await setuidFiles([layer(folder)])).toEqual([]);
});

it('goes by what a layer above made of it', async () => {
  const below = layer(
    file('bin/su', 0o4755),
    file('bin/passwd', 0o4755),
    file('opt/a/tool', 0o4755),
    file('srv/old', 0o4755),
    file('kept', 0o4755),
  );
  const above = layer(
    file('bin/su', 0o755),
    file('bin/.wh.passwd', 0o644),
    file('opt/.wh.a', 0o644),
    file('srv/.wh..wh..opq', 0o644),
    file('srv/new', 0o4755),
  );
  expect(await setuidFiles([below, above])).toEqual(['/kept', '/srv/new']);
});
