import type { Clock } from '@nanoedge/base';
import { silentLog, type Output, type Schema } from '@nanoedge/coap';
import type { Environment } from '../../src/kit/env.ts';
import { hostService, type RunningService } from '../../src/kit/host.ts';
import type { Nanoservice } from '../../src/kit/service.ts';
import type { FakeGateway } from './gateway.ts';

/** Where a service stands among the others, which it may all call. */
export interface Loopback {
  name: string;
  gateway: FakeGateway;
  /** The port of each by its name; its own one is written there. */
  ports: Record<string, number>;
  clock: Clock;
}

/** Runs a service on this machine, as a container of that name would run it. */
export const hostOnLoopback = async <T extends Schema>(
  nanoservice: Nanoservice<T>,
  config: Output<T>,
  { name, gateway, ports, clock }: Loopback,
): Promise<RunningService> => {
  const environment = {
    deployment: name,
    nanoservice: nanoservice.name,
    version: '0.0.0',
    gateway: gateway.url,
    peers: Object.fromEntries(
      Object.entries(ports).map(([peer, port]) => [peer, `coap://127.0.0.1:${port}`]),
    ),
    key: null,
    config,
  } as Environment<Output<T>>;
  const running = await hostService(nanoservice, environment, {
    port: ports[name] ?? 0,
    address: '127.0.0.1',
    log: silentLog,
    clock,
  });
  ports[name] = running.port;
  return running;
};
