import { execFileSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TestImage {
  reference: string;
  /** `docker save` of it. */
  archive: string;
  remove: () => void;
}

/**
 * Builds a small image on this machine's own engine, which no device of the lab has. `padMegabytes`
 * of random bytes make a layer of their own; `ends` makes one that exits at once with 7,
 * `lacksProgram` one that no engine can start.
 */
export const buildImage = (
  options: { ends?: boolean; lacksProgram?: boolean; padMegabytes?: number } = {},
): TestImage => {
  const folder = mkdtempSync(join(tmpdir(), 'e2e-image-'));
  const reference = `nanoedge-e2e/${randomUUID().slice(0, 8)}:1`;
  const archive = join(folder, 'image.tar');
  const flags = options.ends === true ? ['-DENDS'] : [];
  const source = join(import.meta.dirname, '../fixtures/nanoservice.c');
  execFileSync('gcc', [
    '-Os',
    '-static',
    '-s',
    ...flags,
    '-o',
    join(folder, 'nanoservice'),
    source,
  ]);
  // Its own bytes, so that no two tests share a layer
  writeFileSync(join(folder, 'mark'), randomUUID());
  if (options.padMegabytes !== undefined)
    writeFileSync(join(folder, 'pad'), randomBytes(options.padMegabytes * 1_000_000));
  const pad = options.padMegabytes === undefined ? [] : ['COPY pad /pad'];
  writeFileSync(
    join(folder, 'Dockerfile'),
    [
      'FROM scratch',
      ...pad,
      'COPY nanoservice mark /',
      'USER 65532:65532',
      `ENTRYPOINT ["${options.lacksProgram === true ? '/gone' : '/nanoservice'}"]`,
      '',
    ].join('\n'),
  );
  execFileSync('docker', ['build', '-q', '-t', reference, folder], {
    env: { ...process.env, DOCKER_BUILDKIT: '0' },
    stdio: 'ignore',
  });
  execFileSync('docker', ['save', '-o', archive, reference]);
  return {
    reference,
    archive,
    remove: () => {
      execFileSync('docker', ['image', 'rm', '-f', reference], { stdio: 'ignore' });
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
