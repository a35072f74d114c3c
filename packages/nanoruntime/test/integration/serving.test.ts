import { randomBytes, randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Agent, request, type IncomingMessage, type ObserveReadStream } from 'coap';
import { beforeAll, describe, expect, it } from 'vitest';
import { ask, buildFixture, Container, docker, flood, health } from './lab.ts';

const SIX_MB = 6 * 1024 * 1024;
let image = '';

beforeAll(async () => {
  image = (await buildFixture('sample')).tag;
});

async function residentBytes(container: Container): Promise<number> {
  const status = await readFile(
    `/proc/${await container.inspect('{{.State.Pid}}')}/status`,
    'utf8',
  );
  return Number(/VmRSS:\s*(\d+) kB/.exec(status)?.[1]) * 1024;
}

/** Half noise, half noise behind a valid CoAP header, so that the option parser gets its share. */
function* randomDatagrams(count: number): Generator<Buffer> {
  for (let at = 0; at < count; at++) {
    const noise = randomBytes(randomInt(0, 200));
    yield at % 2 === 0
      ? noise
      : Buffer.concat([Buffer.from([0x40 | randomInt(0, 9), randomInt(1, 8)]), noise]);
  }
}

describe('a service on the nano runtime', () => {
  it('answers under a read-only root, no capabilities and 16 MB', async () => {
    await using container = await new Container().start(image);
    expect(await health(container.address)).toMatchObject({ status: 'ok' });
  });

  it('checks payloads with zod and names what is wrong', async () => {
    await using container = await new Container().start(image);
    const send = (body: object) =>
      ask({
        hostname: container.address,
        pathname: '/reading',
        method: 'POST',
        payload: JSON.stringify(body),
      });
    const good = { name: 'pir', at: '2026-03-01T10:00:00Z', values: [1, 2.5], tag: 'a' };
    const { code, text } = await send(good);
    expect([code, JSON.parse(text)]).toEqual(['2.04', good]);
    const bad = await send({ ...good, at: 'yesterday', values: [1, '2'] });
    expect(bad.code).toBe('4.00');
    expect(JSON.parse(bad.text).issues).toHaveLength(2);
  });

  it('takes a request in blocks and answers in blocks', async () => {
    await using container = await new Container().start(image);
    const { text } = await ask({
      hostname: container.address,
      pathname: '/echo',
      method: 'PUT',
      payload: 'y'.repeat(4000),
      block1: Buffer.of(0x05),
    });
    expect(JSON.parse(text)).toEqual({ length: 4000 });
    const large = await ask({ hostname: container.address, pathname: '/large' });
    expect(large.text).toBe('x'.repeat(5000));
  });

  it('notifies its observers', async () => {
    await using container = await new Container().start(image);
    const agent = new Agent({ type: 'udp4' });
    const outgoing = request({
      hostname: container.address,
      pathname: '/observe',
      observe: true,
      agent,
    });
    const counts: number[] = [];
    const stream = await new Promise<ObserveReadStream>((resolve, reject) => {
      outgoing.on('response', (response: IncomingMessage) =>
        resolve(response as unknown as ObserveReadStream),
      );
      outgoing.on('error', reject);
      outgoing.end();
    });
    await new Promise<void>((enough) => {
      stream.on('data', (chunk: Buffer) => {
        counts.push((JSON.parse(chunk.toString()) as { count: number }).count);
        if (counts.length === 4) enough();
      });
    });
    // Closes the agent's socket with it, because nothing else is under way.
    stream.close();
    expect(counts).toEqual([0, 1, 2, 3]);
  });

  it('survives 10,000 random datagrams and stays within 6 MB', async () => {
    await using container = await new Container().start(image);
    for (let round = 0; round < 100; round++) {
      await flood(container.address, randomDatagrams(100));
      await health(container.address);
    }
    expect(await residentBytes(container)).toBeLessThan(SIX_MB);
    expect(
      await container.inspect('{{.RestartCount}} {{.State.OOMKilled}} {{.State.Running}}'),
    ).toBe('0 false true');
  });

  it('survives a block number that asks for a gigabyte', async () => {
    await using container = await new Container().start(image);
    // PUT /echo with Block1 number 2^20-1, last block, 1,024 bytes (RFC 7959, section 2.2).
    const echo = [0xb4, ...Buffer.from('echo')];
    const block1 = [0xd3, 27 - 11 - 13, 0xff, 0xff, 0xf6];
    await flood(container.address, [
      Buffer.from([0x41, 0x03, 0, 1, 7, ...echo, ...block1, 0xff, 0x7a]),
    ]);
    expect(await health(container.address)).toMatchObject({ status: 'ok' });
    expect(await container.inspect('{{.State.OOMKilled}} {{.State.Running}}')).toBe('false true');
  });

  it('stays within 6 MB after 3,000 requests', async () => {
    await using container = await new Container().start(image);
    for (let at = 0; at < 3000; at++) await health(container.address);
    expect(await residentBytes(container)).toBeLessThan(SIX_MB);
  });

  it('ends with status 0 within two seconds of SIGTERM', async () => {
    await using container = await new Container().start(image);
    await health(container.address);
    const startedAt = performance.now();
    await docker('stop', container.name);
    expect(performance.now() - startedAt).toBeLessThan(2000);
    expect(await container.inspect('{{.State.ExitCode}}')).toBe('0');
    expect(await container.log()).toContain('"stopping"');
  });

  it('ends with status 1 and one JSON line when nobody handles a rejection', async () => {
    await using container = await new Container().start(image);
    const unanswered = ask({
      hostname: container.address,
      pathname: '/reject',
      confirmable: false,
    });
    unanswered.catch(() => undefined);
    expect(await docker('wait', container.name)).toBe('1');
    const line = (await container.log()).split('\n').find((text) => text.includes('fatal'));
    expect(JSON.parse(line ?? '')).toMatchObject({
      level: 'fatal',
      event: 'unhandled rejection',
      error: 'TypeError: nobody catches this',
    });
  });
});
