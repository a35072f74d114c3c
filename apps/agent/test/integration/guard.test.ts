import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { networkInterfaces } from 'node:os';
import { systemClock } from '@nanoedge/base';
import { DeploymentId } from '@nanoedge/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DockerEngine } from '../../src/engine/docker.ts';
import type { NetworkInfo } from '../../src/engine/engine.ts';
import { setByNft } from '../../src/edge/guard/nft.ts';
import { rulesetOf } from '../../src/edge/guard/ruleset.ts';
import { aDeployment } from '../support/builders.ts';
import { buildUdpProbe } from '../support/udp-probe.ts';
import { cleanDevice, docker } from '../support/responder.ts';

const device = `test-${randomBytes(3).toString('hex')}`;
const names = ['bell', 'hall', 'closet'] as const;
type Name = (typeof names)[number];

let network: NetworkInfo;
const addresses = new Map<Name, string>();
const containers = new Map<Name, string>();
const sockets = new Set<ReturnType<typeof createSocket>>();

/** Answers every datagram that comes to a port of this machine. */
const listen = (port: number, address: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    sockets.add(socket);
    socket.on('message', (_data, from) => socket.send('here', from.port, from.address));
    socket.once('error', reject);
    socket.bind(port, address, resolve);
  });

const ownAddress = (): string =>
  Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .find(
      ({ internal, family, address }) =>
        !internal && family === 'IPv4' && address !== network.gateway,
    )?.address ?? '';

/** Whether a container gets an answer from there. */
const reaches = (from: Name, address: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const ask = ['/udp-probe', 'ask', address, String(port)];
    const child = spawn('docker', ['exec', containers.get(from) ?? '', ...ask]);
    child.once('close', (code) => resolve(code === 0));
  });

const idOf = (name: Name) => DeploymentId.parse(`${name}-1`);

const guardWith = (free: boolean): Promise<string | null> =>
  setByNft(
    rulesetOf({
      device,
      bridge: { name: network.bridge, gateway: network.gateway, subnet: network.subnet },
      services: names.map((name) => ({
        deployment: idOf(name),
        address: addresses.get(name) ?? '',
      })),
      deployments: names.map((name) =>
        aDeployment({
          id: idOf(name),
          name: name as never,
          peers: (name === 'bell' ? { hall: 'coap://hall' } : {}) as never,
          network: free && name === 'closet',
        }),
      ),
    }),
  );

beforeAll(async () => {
  const probe = buildUdpProbe();
  network = await new DockerEngine(
    { socketPath: '/var/run/docker.sock' },
    device,
    systemClock,
  ).ensureNetwork([]);
  for (const name of names) {
    const label = `io.nanoedge.device=${device}`;
    const run = ['run', '-d', '--network', network.name, '--label', label, '--cap-drop', 'ALL'];
    const id = docker(...run, probe, '/udp-probe', 'listen', '5683');
    containers.set(name, id);
    addresses.set(
      name,
      docker('inspect', '-f', '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}', id),
    );
  }
  await listen(5683, network.gateway);
  await listen(6_000, network.gateway);
  await listen(6_001, ownAddress());
});

afterAll(() => {
  for (const socket of sockets) socket.close();
  cleanDevice(device);
});

const at = (name: Name): string => addresses.get(name) ?? '';

describe('the containers of a device', () => {
  it('reach everything while nobody keeps them', async () => {
    expect(await reaches('bell', at('closet'), 5683)).toBe(true);
    expect(await reaches('bell', network.gateway, 6_000)).toBe(true);
  });

  it('reach their gateway and their peers once they are kept, and nothing else', async () => {
    expect(await guardWith(false)).toBeNull();
    expect(await reaches('bell', at('hall'), 5683)).toBe(true);
    expect(await reaches('bell', network.gateway, 5683)).toBe(true);
    expect(await reaches('bell', at('closet'), 5683)).toBe(false);
    expect(await reaches('hall', at('closet'), 5683)).toBe(false);
    expect(await reaches('closet', at('bell'), 5683)).toBe(false);
    expect(await reaches('bell', network.gateway, 6_000)).toBe(false);
    expect(await reaches('bell', ownAddress(), 6_001)).toBe(false);
    expect(await reaches('closet', ownAddress(), 6_001)).toBe(false);
  });

  it('are answered by this machine, which may ask each of them', async () => {
    const answered = await new Promise<boolean>((resolve) => {
      const socket = createSocket('udp4');
      sockets.add(socket);
      socket.once('message', () => resolve(true));
      socket.send('?', 5683, at('closet'));
    });
    expect(answered).toBe(true);
  });

  it('reach no port of this machine either where their release lets them reach the network', async () => {
    expect(await guardWith(true)).toBeNull();
    expect(await reaches('closet', ownAddress(), 6_001)).toBe(false);
    expect(await reaches('bell', at('hall'), 5683)).toBe(true);
  });

  it('are kept by rules that a machine without the right for them refuses in words', async () => {
    const why = await setByNft('table inet nanoedge_x {');
    expect(why).toContain('the kernel did not take the rules');
  });
});
