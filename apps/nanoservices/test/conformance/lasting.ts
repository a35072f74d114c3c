import { flood, floodCount } from '@nanoedge/coap/testing';
import { expect, it } from 'vitest';
import type { Ground } from './subject.ts';
import type { Visit } from './visit.ts';

interface Expected {
  service: string;
  ground: Ground;
  maximumMemory: number;
}

const count = floodCount(process.env['NANOEDGE_SOAK'] === '1');

/** How a service begins, what it survives and how it ends. */
export const lasting = (visit: () => Visit, { service, ground, maximumMemory }: Expected): void => {
  it('ends with code 0 within two seconds of SIGTERM', async () => {
    const { running } = visit();
    const { code, ms } = await running.terminate();
    expect(code).toBe(0);
    expect(ms).toBeLessThan(2000);
  });

  it(`survives ${count.toLocaleString('en')} random datagrams and stays small`, async () => {
    const { health, running } = visit();
    await flood(running.url, { count }, async () => {
      await health();
    });
    expect(await running.alive()).toBe(true);
    expect(await running.memory()).toBeLessThanOrEqual(maximumMemory);
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
};
