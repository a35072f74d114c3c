import { waitUntil } from '@nanoedge/base/testing';
import { expect, it } from 'vitest';
import type { HostedCase } from './case.ts';
import type { Visit } from './visit.ts';

/** What a service answers to requests, right and wrong ones, and to observers. */
export const answering = (
  visit: () => Visit,
  { service, runtime, links, bad, observe }: HostedCase,
): void => {
  it('answers /health with who it is', async () => {
    const { health } = visit();
    expect(await health()).toMatchObject({ ok: true, service, version: '1.2.3', runtime });
  });

  it('lists its resources at /.well-known/core', async () => {
    const { client, running } = visit();
    const { text } = await client.send({
      url: running.url,
      path: '/.well-known/core',
      method: 'GET',
    });
    for (const link of [...links, '</health>']) expect(text).toContain(link);
  });

  it('answers a bad payload with a diagnostic and goes on', async () => {
    const { client, health, running } = visit();
    const answer = await client.exchange({ url: running.url, ...bad }, false);
    expect(answer.code).toBe(bad.code);
    const diagnostic: unknown = JSON.parse(answer.payload.toString());
    expect(diagnostic).toMatchObject({
      error: expect.any(String),
      ...(bad.field === undefined ? {} : { field: bad.field }),
    });
    const notJson = await client.exchange(
      { url: running.url, path: '/nothing', method: 'GET' },
      false,
    );
    expect([notJson.code, JSON.parse(notJson.payload.toString())]).toEqual([
      '4.04',
      { error: 'there is no /nothing' },
    ]);
    expect((await health()).ok).toBe(true);
  });

  it('answers an observe request for what cannot be observed like any other', async () => {
    const { client, running } = visit();
    const answer = await client.exchange(
      { url: running.url, path: '/health', method: 'GET' },
      true,
    );
    expect(answer.code).toBe('2.05');
    expect(answer.headers.Observe).toBeUndefined();
  });

  if (observe !== null) {
    it('tells its observers of a change', async () => {
      const { client, running } = visit();
      const stream = await client.exchange(
        { url: running.url, path: observe.path, method: 'GET' },
        true,
      );
      const states: string[] = [];
      stream.on('data', (payload: Buffer) => states.push(payload.toString()));
      await waitUntil('the first state', () => states.length > 0);
      await observe.change(running, client);
      await waitUntil('the changed state', () => states.some((state) => observe.sees.test(state)));
    });
  }
};
