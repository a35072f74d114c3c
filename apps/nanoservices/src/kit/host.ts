import { type Clock, coapPort, coapUrl, systemClock } from '@nanoedge/base';
import type { Health } from '@nanoedge/protocol';
import { CoapClient, CoapServer, Observation, Refusals, content } from '@nanoedge/coap';
import type { Log, Output, Resource, Schema, ServerOptions } from '@nanoedge/coap';
import { runtimeName } from './env.ts';
import type { Environment } from './env.ts';
import { EventQueue } from './events.ts';
import { readDefaultGateway } from './gateway-address.ts';
import { PeerKeys } from './peer-keys.ts';
import { consoleLog } from './log.ts';
import { NameResolver } from './name-resolver.ts';
import { missingPeers, type Nanoservice } from './service.ts';
import { ServiceClock } from './service-clock.ts';

/** How long a service that calls others waits to be told of them before it begins without. */
const peersPatienceMs = 3000;

/** How long events may still be on their way when the service stops. */
const drainMs = 800;

export interface HostOptions {
  port?: number;
  address?: string;
  /** The machine's clock. */
  clock?: Clock;
  log?: Log;
}

/** A service that answers; `stop` ends it within two seconds. */
export interface RunningService {
  port: number;
  stop(): Promise<void>;
}

/** Starts a nanoservice in this process. Throws what binding the port throws. */
export const hostService = async <T extends Schema>(
  nanoservice: Nanoservice<T>,
  environment: Environment<Output<T>>,
  {
    port = coapPort,
    address = '0.0.0.0',
    clock: machine = systemClock,
    log = consoleLog,
  }: HostOptions = {},
): Promise<RunningService> => {
  const missing = missingPeers(environment, nanoservice.peers?.(environment) ?? []);
  if (missing.length > 0) log.warn('peers without an address', { peers: missing.join(', ') });
  const gateway = environment.gateway ?? coapUrl('gateway');
  const keys = keysOf(environment, gateway);
  const client = new CoapClient({
    names: new NameResolver(machine, readDefaultGateway),
    ...(keys === null ? {} : { keys: keys.ring }),
  });
  const clock = new ServiceClock({ client, machine, gateway });
  const events = new EventQueue({ client, clock, log, gateway });
  const service = nanoservice.create({
    environment,
    config: environment.config,
    clock,
    log,
    client,
    events,
    gateway,
    observe: (subscription) => new Observation({ client, clock, log }, subscription),
    notify: (path) => server.notify(path),
  });
  const refusals = new Refusals({
    clock: machine,
    tell: (refused) => events.add({ type: 'requests.refused', at: clock.now(), ...refused }),
  });
  clock.onShift((byMs) => {
    events.shift(byMs);
    service.clockShifted?.(byMs);
  });
  const own = [health(nanoservice.name, environment.version, clock)];
  const server = new CoapServer(
    [...service.resources, ...own, ...(keys === null ? [] : [keys.resource()])],
    { port, address, log, refused: (from) => refusals.add(from), ...protectionBy(keys) },
  );
  const bound = await server.start();
  if (keys === null) log.warn('nothing is protected: there is no key');
  else if (Object.keys(environment.peers).length > 0)
    await keys.toldWithin(peersPatienceMs, machine);
  await clock.start();
  await service.start();
  return {
    port: bound,
    stop: async () => {
      clock.stop();
      refusals.stop();
      await server.stop();
      await service.stop();
      await events.drain(drainMs);
      await client.close();
    },
  };
};

const keysOf = ({ key, peers }: Environment<unknown>, gateway: string): PeerKeys | null =>
  key === null ? null : new PeerKeys(key, { peers, gateway });

const protectionBy = (keys: PeerKeys | null): Pick<ServerOptions, 'peers' | 'allow'> =>
  keys === null ? {} : { peers: keys.heard, allow: (request) => keys.allow(request) };

const health = (service: Health['service'], version: string, clock: Clock): Resource => {
  const startedAt = clock.monotonic();
  return {
    path: '/health',
    type: 'nanoedge.health',
    handlers: {
      GET: () =>
        content({
          ok: true,
          service,
          version,
          runtime: runtimeName(),
          uptimeMs: clock.monotonic() - startedAt,
        }),
    },
  };
};
