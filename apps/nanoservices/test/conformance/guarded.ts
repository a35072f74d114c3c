import { randomBytes } from 'node:crypto';
import { asking, CoapClient, KeyRing, subkey } from '@nanoedge/coap';
import { flood, floodCount, forgedDatagram, randomDatagram } from '@nanoedge/coap/testing';
import { containerSecrets } from '@nanoedge/base';
import { waitUntil } from '@nanoedge/base/testing';
import type { NanoserviceName } from '@nanoedge/protocol';
import { expect, it, onTestFinished } from 'vitest';
import type { ConformanceCase } from './case.ts';
import type { Ground } from './subject.ts';

export interface Guarded {
  service: NanoserviceName;
  ground: Ground;
  found: Pick<ConformanceCase, 'config' | 'peers'>;
  maximumMemory: number;
}

const count = floodCount(process.env['NANOEDGE_SOAK'] === '1');

/** A service that was given a secret, with the agent that has it. */
export const startGuarded = async ({ service, ground, found }: Guarded) => {
  const secret = randomBytes(32);
  // Nobody is there to be called: the first moments of a service that waits for its peers are over
  const given = { config: found.config(ground), peers: [], secret: secret.toString('hex') };
  const running = await ground.start(service, given);
  const key = asking(subkey(secret, containerSecrets.fromAgent), service);
  const agent = new CoapClient({ keys: new KeyRing(new Map([[running.url, key]])) });
  const stranger = new CoapClient();
  onTestFinished(async () => {
    await agent.close();
    await stranger.close();
    await running.dispose();
  });
  const ask = async (client: CoapClient, path: string) => {
    const response = await client.exchange({ url: running.url, path, method: 'GET' }, false);
    return { code: response.code, bytes: response.payload.length };
  };
  const isHealthy = async (): Promise<boolean> => (await ask(stranger, '/health')).code === '2.05';
  await waitUntil('an answer', () => isHealthy().catch(() => false));
  return { running, agent, key, stranger, ask, isHealthy };
};

/** What a service does that shares a secret with its agent. */
export const guarded = (subject: Guarded): void => {
  it('with a secret answers its agent, and nobody else more than a code', async () => {
    const { agent, stranger, ask } = await startGuarded(subject);
    expect(await ask(agent, '/health')).toMatchObject({ code: '2.05' });
    expect((await ask(agent, '/.well-known/core')).bytes).toBeGreaterThan(0);
    expect(await ask(stranger, '/health')).toEqual({ code: '2.05', bytes: 0 });
    for (const path of ['/.well-known/core', '/peers', '/journeys', '/nothing'])
      expect(await ask(stranger, path)).toEqual({ code: '4.01', bytes: 0 });
  });

  it(`with a secret survives ${count.toLocaleString('en')} datagrams, half forged, and amplifies none`, async () => {
    const { running, agent, key, ask, isHealthy } = await startGuarded(subject);
    const check = async (): Promise<void> => {
      expect(await isHealthy()).toBe(true);
    };
    const half = { count: count / 2 };
    const first = await flood(running.url, { ...half, datagram: randomDatagram }, check);
    const before = await running.memory();
    const second = await flood(
      running.url,
      { ...half, datagram: forgedDatagram(key.ownId) },
      check,
    );
    for (const { sent, answered, worst } of [first, second]) {
      expect(answered).toBeLessThan(sent);
      expect(worst).toBeLessThanOrEqual(3);
    }
    expect(await running.alive()).toBe(true);
    expect(await running.memory()).toBeLessThanOrEqual(
      Math.min(subject.maximumMemory, before * 1.25),
    );
    expect(await ask(agent, '/health')).toMatchObject({ code: '2.05' });
  });
};
