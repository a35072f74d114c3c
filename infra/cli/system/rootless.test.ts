import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { refuseRootless } from './docker.ts';

/** An engine that says only this of itself. */
const engineThatSays = async (info: object) => {
  const folder = mkdtempSync(join(tmpdir(), 'engine-'));
  const socket = join(folder, 'docker.sock');
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(info));
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  onTestFinished(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });
  return { host: `unix://${socket}`, version: '26.1.5+dfsg1', apiVersion: '1.45' };
};

it('an engine without root is refused before anything is started, with what to do', async () => {
  const seccomp = 'name=seccomp,profile=builtin';
  const rootless = await engineThatSays({ SecurityOptions: [seccomp, 'name=rootless'] });
  await expect(refuseRootless(rootless)).rejects.toThrow('Run the engine as root.');
  const usual = await engineThatSays({ SecurityOptions: [seccomp] });
  await expect(refuseRootless(usual)).resolves.toBeUndefined();
  const silent = await engineThatSays({ SecurityOptions: null });
  await expect(refuseRootless(silent)).resolves.toBeUndefined();
});
