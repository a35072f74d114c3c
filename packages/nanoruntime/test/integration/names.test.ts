import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, buildFixture, Container, docker, health, prefix } from './lab.ts';

const network = `${prefix}-${randomUUID().slice(0, 8)}`;
let image = '';

beforeAll(async () => {
  image = (await buildFixture('sample')).tag;
  await docker('network', 'create', network);
});

afterAll(async () => {
  await docker('network', 'rm', network);
});

describe('names on a user-defined network', () => {
  it('lets one service reach another by its name', async () => {
    await using callee = await new Container().start(
      image,
      '--network',
      network,
      '--network-alias',
      'callee',
    );
    await using caller = await new Container().start(image, '--network', network);
    await health(callee.address);
    const { code, text } = await ask({
      hostname: caller.address,
      pathname: '/ask',
      query: 'coap://callee/health',
    });
    expect(code).toBe('2.05');
    expect(JSON.parse(text)).toMatchObject({ answered: { status: 'ok' } });
    const found = await ask({ hostname: caller.address, pathname: '/lookup', query: 'callee' });
    expect(JSON.parse(found.text)).toEqual({ address: callee.address });
  });

  it('reports a name that nobody has and goes on', async () => {
    await using caller = await new Container().start(image, '--network', network);
    const asked = await ask({
      hostname: caller.address,
      pathname: '/ask',
      query: 'coap://nobody/health',
    });
    expect(asked.code).toBe('5.02');
    expect(JSON.parse(asked.text).error).toMatch(/getaddrinfo (ENOTFOUND|EAI_AGAIN) nobody/);
    expect(await health(caller.address)).toMatchObject({ status: 'ok' });
  });

  it('reports a name server that does not answer and goes on', async () => {
    await using caller = await new Container().start(image, '--dns', '127.0.0.1');
    const { code, text } = await ask({
      hostname: caller.address,
      pathname: '/lookup',
      query: 'callee',
    });
    expect([code, JSON.parse(text)]).toEqual(['5.02', { code: 'EAI_AGAIN' }]);
    expect(await health(caller.address)).toMatchObject({ status: 'ok' });
  });

  it('reads the default route, where the host is', async () => {
    await using container = await new Container().start(image, '--network', network);
    const { text } = await ask({ hostname: container.address, pathname: '/route' });
    expect(JSON.parse(text).lines).toBeGreaterThan(2);
  });
});
