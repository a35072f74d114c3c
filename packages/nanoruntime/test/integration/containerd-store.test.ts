import { spawn } from 'node:child_process';
import { readImage } from '@nanoedge/archive';
import { memoryParts } from '@nanoedge/archive/testing';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { nanoedge, newHome, removeHomes } from '../../../../infra/test/support/nanoedge.ts';
import { runCommand } from '../../src/command.ts';
import { describeToolchain, ensureToolchain } from '../../src/toolchain.ts';
import { engineArchitecture } from '../../src/docker.ts';
import { buildFixture, Container, docker } from './lab.ts';

const home = newHome();
const lab = async (...args: string[]): Promise<string> => {
  const { code, stdout, stderr } = await nanoedge(['lab', ...args], { NANOEDGE_HOME: home });
  expect(code, stderr).toBe(0);
  return stdout;
};

beforeAll(async () => {
  const host = await engineArchitecture();
  const toolchain = await describeToolchain(host, host);
  await ensureToolchain(toolchain, {});
  const compiler = await runCommand(['docker', 'save', toolchain.tag]);
  await lab('up', '--devices', '1', '--newer', 'entrance');
  const [device] = JSON.parse(await lab('status', '--json')).devices;
  vi.stubEnv('DOCKER_HOST', device.dockerHost);
  await runCommand(['docker', 'load', '--quiet'], { input: compiler });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await lab('down');
  removeHomes();
});

it("builds an image on an engine with containerd's store, leaves it alone the second time, runs it, and gives it back as it was built", async () => {
  const built = await buildFixture('sample');
  expect(built.cached).toBe(false);
  expect(await buildFixture('sample')).toEqual({ ...built, cached: true });
  await using container = await new Container().start(built.tag);
  await vi.waitFor(async () => expect(await container.inspect('{{.State.Running}}')).toBe('true'));
  expect(await docker('image', 'inspect', '--format', '{{.Id}}', built.tag)).not.toBe(built.id);
  const save = spawn('docker', ['save', built.tag], { stdio: ['ignore', 'pipe', 'inherit'] });
  const { config } = await readImage(memoryParts(), save.stdout);
  expect(config.digest).toBe(built.id);
});
