import { waitUntil } from '@nanoedge/base/testing';
import { Health, parseJson } from '@nanoedge/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CoapClient } from '@nanoedge/coap';
import { conformanceCases } from '../support/services.ts';
import { flood } from './datagrams.ts';
import { libcoap } from './libcoap.ts';
import type { Ground, Running } from './subject.ts';

interface Expectations {
  runtime: 'nano' | 'node';
  maximumMemory: number;
}

/** What every nanoservice must do wherever it runs. */
export const conformance = (ground: Ground, { runtime, maximumMemory }: Expectations): void => {
  beforeAll(() => ground.prepare(), 300_000);
  afterAll(() => ground.clean());

  it.each(conformanceCases)(
    '$service has a case in its folder: test/conformance.ts',
    ({ found }) => {
      expect(found).not.toBeNull();
    },
  );

  describe.each(conformanceCases)(`$service on ${ground.name}`, ({ service, found }) => {
    if (found === null) return;
    const { config, peers, links, bad, observe } = found;
    let running: Running;
    let client: CoapClient;
    const health = async (): Promise<Health> =>
      client.request({ url: running.url, path: '/health', method: 'GET' }, Health);

    beforeEach(async () => {
      client = new CoapClient();
      running = await ground.start(service, { config: config(ground), peers });
      await waitUntil('health', () => health().catch(() => null));
    });
    afterEach(async () => {
      await client.close();
      await running.dispose();
    });

    it('answers /health with who it is', async () => {
      expect(await health()).toMatchObject({ ok: true, service, version: '1.2.3', runtime });
    });

    it('lists its resources at /.well-known/core', async () => {
      const { text } = await client.send({
        url: running.url,
        path: '/.well-known/core',
        method: 'GET',
      });
      for (const link of [...links, '</health>']) expect(text).toContain(link);
    });

    it('answers a bad payload with a diagnostic and goes on', async () => {
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
      const answer = await client.exchange(
        { url: running.url, path: '/health', method: 'GET' },
        true,
      );
      expect(answer.code).toBe('2.05');
      expect(answer.headers.Observe).toBeUndefined();
    });

    if (observe !== null) {
      it('tells its observers of a change', async () => {
        const stream = await client.exchange(
          { url: running.url, path: observe.path, method: 'GET' },
          true,
        );
        const states: string[] = [];
        stream.on('data', (payload: Buffer) => states.push(payload.toString()));
        await waitUntil('the first state', () => states.length > 0);
        await observe.change(running, client);
        await waitUntil('the changed state', () =>
          states.some((state) => observe.sees.test(state)),
        );
      });
    }

    it('ends with code 0 within two seconds of SIGTERM', async () => {
      const { code, ms } = await running.terminate();
      expect(code).toBe(0);
      expect(ms).toBeLessThan(2000);
    });

    it('survives 10,000 random datagrams and stays small', async () => {
      await flood(running.url, 10_000, async () => {
        await health();
      });
      expect(await running.alive()).toBe(true);
      expect(await running.memory()).toBeLessThanOrEqual(maximumMemory);
    });

    it('talks to libcoap', async () => {
      const answer = await libcoap('-m', 'get', `${running.url}/health`);
      expect(parseJson(Health, answer, 'health')).toMatchObject({ service, runtime });
      expect(await libcoap('-m', 'get', `${running.url}/.well-known/core`)).toContain('</health>');
      expect(
        await libcoap(
          '-m',
          bad.method.toLowerCase(),
          '-t',
          '50',
          '-e',
          JSON.stringify(bad.body),
          `${running.url}${bad.path}`,
        ),
      ).toContain(`${bad.code} {"error"`);
      if (observe === null) return;
      const observing = libcoap('-s', '2', `${running.url}${observe.path}`);
      await waitUntil('libcoap observes', async () => {
        await observe.change(running, client);
        return observe.sees.test(
          await Promise.race([observing, libcoap('-m', 'get', `${running.url}${observe.path}`)]),
        );
      });
      expect(await observing).toMatch(observe.sees);
    });

    it('says everything that is wrong with its configuration and ends with code 1', async () => {
      const { code, output } = await ground.startBroken(
        service,
        JSON.stringify({ nanoservice: 'no name', peers: {}, config: {} }),
      );
      expect(code).toBe(1);
      expect(output).toContain('deployment:');
      expect(output).toContain('nanoservice:');
      expect(output).toContain('config.');
    });
  });
};
