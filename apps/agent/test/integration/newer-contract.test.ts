import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { systemClock } from '@nanoedge/base';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DockerEngine } from '../../src/engine/docker.ts';
import { PatientEngine } from '../../src/engine/patient.ts';
import { engineContract } from '../support/engine-contract/contract.ts';
import { labDevice, type LabDevice, type NewerSuite } from '../support/lab-device.ts';
import { removeImage } from '../support/local-image.ts';
import { buildResponder, type TestImage } from '../support/responder.ts';

/** The engine of Debian sid is tried where somebody has the time to fetch it. */
const suites: readonly NewerSuite[] =
  process.env['NANOEDGE_SOAK'] === undefined ? ['trixie'] : ['trixie', 'sid'];

describe.each(suites)("an engine of Debian %s with containerd's image store", (suite) => {
  const device = `contract-${randomBytes(3).toString('hex')}`;
  const neighbour = `${device}-neighbour`;
  let lab: LabDevice;
  let image: TestImage;

  beforeAll(() => {
    lab = labDevice(true, suite);
    const { reference } = buildResponder(device);
    const input = execFileSync('docker', ['save', reference], { maxBuffer: 100_000_000 });
    removeImage(reference);
    const env = { ...process.env, DOCKER_HOST: lab.dockerHost };
    execFileSync('docker', ['load', '--quiet'], { input, env });
    image = { reference, id: lab.docker('image', 'inspect', '-f', '{{.Id}}', reference) };
  });
  afterAll(() => lab.down());

  const ofDevice = (name: string): string[] => ['--filter', `label=io.nanoedge.device=${name}`];
  const removeAll = (kind: readonly string[], list: string): void => {
    const ids = list.split('\n').filter(Boolean);
    if (ids.length > 0) lab.docker(...kind, ...ids);
  };
  const clean = (name: string): void => {
    removeAll(['rm', '-f'], lab.docker('ps', '-aq', ...ofDevice(name)));
    removeAll(['network', 'rm'], lab.docker('network', 'ls', '-q', ...ofDevice(name)));
    removeAll(['volume', 'rm'], lab.docker('volume', 'ls', '-q', ...ofDevice(name)));
  };
  const open = (): PatientEngine => {
    const address = { socketPath: lab.dockerHost.replace('unix://', '') };
    return new PatientEngine(new DockerEngine(address, device, systemClock), systemClock);
  };

  it('keeps its images there, is known to speak more than API 1.44', async () => {
    const { traits, apiVersion } = await open().info();
    expect(traits).toMatchObject({ store: 'containerd', rootless: false });
    expect(Number(apiVersion?.split('.')[1])).toBeGreaterThan(44);
  });

  engineContract(async () => ({
    engine: open(),
    device,
    image,
    layers: JSON.parse(lab.docker('image', 'inspect', '-f', '{{json .RootFS.Layers}}', image.id)),
    kill: (container) => void lab.docker('kill', container),
    pause: (container) => void lab.docker('pause', container),
    addForeign: () => {
      const label = `io.nanoedge.device=${neighbour}`;
      return lab.docker('run', '-d', '--network', 'none', '--label', label, image.reference);
    },
    exists: (container) => lab.docker('inspect', '-f', '{{.State.Running}}', container) === 'true',
    cleanUp: () => {
      clean(device);
      clean(neighbour);
    },
  }));
});
