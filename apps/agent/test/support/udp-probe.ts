import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const source = join(import.meta.dirname, '../../../../infra/test/support/udp-probe.c');

/** An image with a program that sends and answers datagrams, and nothing else; answers its name. */
export const buildUdpProbe = (): string => {
  const probe = 'nanoedge-test/udp-probe:1';
  const folder = mkdtempSync(join(tmpdir(), 'udp-probe-'));
  try {
    execFileSync('gcc', ['-Os', '-static', '-s', '-o', join(folder, 'udp-probe'), source]);
    writeFileSync(join(folder, 'Dockerfile'), 'FROM scratch\nCOPY udp-probe /udp-probe\n');
    execFileSync('docker', ['build', '-q', '-t', probe, folder], {
      env: { ...process.env, DOCKER_BUILDKIT: '0' },
    });
    return probe;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
