import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { docker, type TestImage } from './responder.ts';

/** Builds an image that is `base` with one file more. */
export const buildOnTop = (base: string, reference: string, content: Buffer): TestImage => {
  const folder = mkdtempSync(join(tmpdir(), 'on-top-'));
  try {
    writeFileSync(join(folder, 'Dockerfile'), `FROM ${base}\nCOPY more /more\n`);
    writeFileSync(join(folder, 'more'), content);
    execFileSync('docker', ['build', '-q', '-t', reference, folder], {
      env: { ...process.env, DOCKER_BUILDKIT: '0' },
      stdio: 'pipe',
    });
    return { reference, id: docker('image', 'inspect', '-f', '{{.Id}}', reference) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Takes an image away, with those layers that nothing else uses. */
export const removeImage = (reference: string): void => {
  if (docker('images', '-q', reference) !== '') docker('rmi', '-f', reference);
};
