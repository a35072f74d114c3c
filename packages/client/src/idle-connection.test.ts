import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { WebSession } from './session.ts';

/** A dashboard in a thread of its own, which closes a connection that idles for 50 ms. */
const impatient = `
  const { createServer } = require('node:http');
  const { parentPort } = require('node:worker_threads');
  const server = createServer((request, response) => {
    response.setHeader('set-cookie', 'session=1');
    response.on('finish', () => setTimeout(() => request.socket.end(), 50));
    request.resume();
    request.on('end', () => response.end('{}'));
  });
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
`;

const blockFor = (ms: number): void => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
};

it('a change reaches the dashboard after the program was too busy to see its connection close', async () => {
  const worker = new Worker(impatient, { eval: true });
  const [port] = (await once(worker, 'message')) as [number];
  const url = `http://127.0.0.1:${port}`;
  const session = new WebSession({ url, email: 'admin@example.org', password: 'right' });
  const get = async () => (await session.fetch('/api/health')).text();
  const body = new Blob(['x'.repeat(2_000_000)]);
  for (let round = 0; round < 5; round += 1) {
    await Promise.all([get(), get(), get()]);
    await get();
    blockFor(200);
    const answer = await session.fetch('/api/images', { method: 'POST', body });
    expect(await answer.text()).toBe('{}');
  }
  await worker.terminate();
});
