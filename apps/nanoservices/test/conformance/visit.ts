import { CoapClient } from '@nanoedge/coap';
import { Health, type NanoserviceName } from '@nanoedge/protocol';
import type { ConformanceCase } from './case.ts';
import type { Ground, Running } from './subject.ts';

/** A service that a test started, and a client that talks to it. */
export interface Visit {
  running: Running;
  client: CoapClient;
  health: () => Promise<Health>;
  end: () => Promise<void>;
}

/** Starts a service with the config of its case; it may not answer yet. */
export const visitService = async (
  ground: Ground,
  service: NanoserviceName,
  { config, peers }: ConformanceCase,
): Promise<Visit> => {
  const client = new CoapClient();
  const running = await ground.start(service, { config: config(ground), peers });
  const health = async (): Promise<Health> =>
    client.request({ url: running.url, path: '/health', method: 'GET' }, Health);
  return {
    running,
    client,
    health,
    end: async () => {
      await client.close();
      await running.dispose();
    },
  };
};
