import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { guardTable } from '@nanoedge/base';

export interface TestImage {
  reference: string;
  id: string;
}

/**
 * Builds the image of the test nanoservice with the local compiler and engine; quick when it is
 * there already.
 */
export const buildResponder = (tag = '1'): TestImage => {
  const reference = `nanoedge-test/responder:${tag}`;
  const folder = mkdtempSync(join(tmpdir(), 'responder-'));
  try {
    cpSync(join(import.meta.dirname, 'responder'), folder, { recursive: true });
    mkdirSync(join(folder, 'data'));
    writeFileSync(join(folder, 'data', '.keep'), tag);
    execFileSync('gcc', [
      '-Os',
      '-static',
      '-s',
      '-o',
      join(folder, 'responder'),
      join(folder, 'responder.c'),
    ]);
    execFileSync('docker', ['build', '-q', '-t', reference, folder], {
      env: { ...process.env, DOCKER_BUILDKIT: '0' },
    });
    const id = execFileSync('docker', ['image', 'inspect', '-f', '{{.Id}}', reference], {
      encoding: 'utf8',
    }).trim();
    return { reference, id };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Removes everything on the engine that carries the label of a test's device, and its network rules. */
export const cleanDevice = (device: string): void => {
  const list = (...args: string[]): string[] =>
    execFileSync('docker', [...args, '-q', '--filter', `label=io.nanoedge.device=${device}`], {
      encoding: 'utf8',
    })
      .split('\n')
      .filter((line) => line !== '');
  const remove = (command: string[], ids: string[]): void => {
    if (ids.length > 0) execFileSync('docker', [...command, ...ids], { stdio: 'ignore' });
  };
  remove(['rm', '-f'], list('ps', '-a'));
  remove(['network', 'rm'], list('network', 'ls'));
  remove(['volume', 'rm'], list('volume', 'ls'));
  for (const family of ['inet', 'bridge'])
    spawnSync('nft', ['delete', 'table', family, guardTable(device)]);
};

export const docker = (...args: string[]): string =>
  execFileSync('docker', args, { encoding: 'utf8' }).trim();
