import { randomBytes } from 'node:crypto';
import { systemClock } from '@nanoedge/base';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { containerSpec } from '../../src/engine/container-spec.ts';
import { DockerEngine } from '../../src/engine/docker.ts';
import { PatientEngine } from '../../src/engine/patient.ts';
import { EngineUnreachable } from '../../src/errors.ts';
import { coapProber } from '../../src/edge/gateway/coap-prober.ts';
import { aDeployment } from '../support/builders.ts';
import { engineContract } from '../support/engine-contract/contract.ts';
import { buildResponder, cleanDevice, docker, type TestImage } from '../support/responder.ts';

const address = { socketPath: '/var/run/docker.sock' };
const device = `test-${randomBytes(3).toString('hex')}`;
const neighbour = `${device}-neighbour`;
let image: TestImage;

beforeAll(() => {
  image = buildResponder();
});

afterAll(() => {
  cleanDevice(device);
  cleanDevice(neighbour);
});

describe('a Docker Engine', () => {
  engineContract(async () => ({
    engine: new PatientEngine(new DockerEngine(address, device, systemClock), systemClock),
    device,
    image,
    layers: JSON.parse(docker('image', 'inspect', '-f', '{{json .RootFS.Layers}}', image.id)),
    kill: (container) => void docker('kill', container),
    pause: (container) => void docker('pause', container),
    addForeign: () =>
      docker(
        'run',
        '-d',
        '--network',
        'none',
        '--label',
        `io.nanoedge.device=${neighbour}`,
        image.reference,
      ),
    exists: (container) => docker('inspect', '-f', '{{.State.Running}}', container) === 'true',
    cleanUp: () => {
      cleanDevice(device);
      cleanDevice(neighbour);
    },
  }));

  it('gives a container nothing that it does not need', async () => {
    onTestFinished(() => cleanDevice(device));
    const engine = new DockerEngine(address, device, systemClock);
    const network = await engine.ensureNetwork();
    const deployment = aDeployment({
      release: { version: '1', image: image.reference, imageId: image.id },
      port: 25_683,
      volumes: [{ name: 'data', path: '/data' }],
    });
    const container = await engine.create(
      containerSpec(deployment, { device, address: network.gateway }),
    );
    await engine.start(container);
    const [found] = JSON.parse(docker('inspect', container));
    expect(found.HostConfig).toMatchObject({
      ReadonlyRootfs: true,
      Privileged: false,
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges'],
      Memory: 16 * 1024 * 1024,
      MemorySwap: 16 * 1024 * 1024,
      PidsLimit: 16,
      RestartPolicy: { Name: 'no' },
      PortBindings: { '5683/udp': [{ HostIp: network.gateway, HostPort: '25683' }] },
      LogConfig: { Type: 'json-file', Config: { 'max-size': '1m', 'max-file': '2' } },
    });
    expect(found.HostConfig.Binds ?? []).toEqual([]);
    expect(found.Config.User).toBe('65532:65532');
    expect(found.Mounts).toMatchObject([
      { Type: 'volume', Name: `nanoedge-${device}-${deployment.name}-data`, Destination: '/data' },
    ]);
    expect(found.NetworkSettings.Networks[network.name].Aliases).toContain(deployment.name);
    expect(
      await coapProber.probe(found.NetworkSettings.Networks[network.name].IPAddress, 2_000),
    ).toBe(true);
    expect(await engine.logTail(container, 1)).toEqual(['listening']);
  });

  it('takes away the secret of a container that somebody removed by hand', async () => {
    onTestFinished(() => cleanDevice(device));
    const engine = new DockerEngine(address, device, systemClock);
    const { gateway } = await engine.ensureNetwork();
    const deployment = aDeployment({
      release: { version: '1', image: image.reference, imageId: image.id },
    });
    const spec = containerSpec(deployment, { device, address: gateway });
    const container = await engine.create({ ...spec, secret: 'a'.repeat(64) });
    const ofKeys = () => docker('volume', 'ls', '-q', '-f', `label=io.nanoedge.key-of=${device}`);
    const before = await engine.unnamedVolumes();
    expect(ofKeys()).not.toBe('');
    docker('rm', '-f', container);
    expect(ofKeys()).not.toBe('');
    expect(await engine.unnamedVolumes()).toBe(before);
    expect(ofKeys()).toBe('');
  });

  it('is unreachable, not broken, when nothing listens on its socket', async () => {
    const engine = new DockerEngine(
      { socketPath: '/nonexistent/docker.sock' },
      device,
      systemClock,
    );
    await expect(engine.list()).rejects.toThrow(EngineUnreachable);
  });
});
