import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildImages } from '@nanoedge/nanoruntime';
import { nanoserviceNames } from '@nanoedge/protocol';
import type { NanoserviceName } from '@nanoedge/protocol';
import { FakeGateway } from '../support/gateway.ts';
import { peersAt } from './subject.ts';
import type { Ground, Running } from './subject.ts';

const run = promisify(execFile);
const docker = async (...args: string[]): Promise<string> => (await run('docker', args)).stdout.trim();

const prefix = 'nanoedge-conformance';

/** What the agent gives every nanoservice. */
const hardened =
  '--read-only --cap-drop ALL --security-opt no-new-privileges --user 65532:65532 --memory 16m --pids-limit 32 --volume /data'.split(' ');

/** Services as containers of the nano runtime, in one network whose gateway plays the agent. */
export const nanoGround = (): Ground => {
  const network = `${prefix}-${randomUUID().slice(0, 8)}`;
  let gatewayAddress = '';

  const create = async (service: NanoserviceName, config: string): Promise<string> => {
    const name = `${network}-${service}-${randomUUID().slice(0, 4)}`;
    const where = ['--network', network, '--network-alias', service, '--label', prefix, '--env', `NANOEDGE_CONFIG=${config}`];
    await docker('run', '--detach', '--name', name, ...hardened, ...where, `${prefix}/${service}:test`);
    return name;
  };
  const inspect = (name: string, template: string): Promise<string> => docker('inspect', '--format', template, name);
  const remove = (name: string): Promise<string> => docker('rm', '--force', '--volumes', name);

  return {
    name: 'the nano runtime',
    databaseFolder: '/data',
    prepare: async () => {
      const services = nanoserviceNames.map((name) => ({ name, entry: join(import.meta.dirname, `../../src/${name}/main.ts`) }));
      await buildImages({ services, tagPrefix: prefix, version: 'test' });
      await docker('network', 'create', '--label', prefix, network);
      gatewayAddress = await docker('network', 'inspect', '--format', '{{(index .IPAM.Config 0).Gateway}}', network);
    },
    clean: async () => {
      await docker('network', 'rm', network);
    },
    startBroken: async (service, text) => {
      const name = await create(service, text);
      const code = Number(await docker('wait', name));
      const { stdout, stderr } = await run('docker', ['logs', name]);
      await remove(name);
      return { code, output: stdout + stderr };
    },
    start: async (service, config): Promise<Running> => {
      // On CoAP's own port, so that the service finds it as its default gateway without being told.
      const gateway = new FakeGateway(gatewayAddress, 5683);
      await gateway.start();
      const environment = {
        deployment: service,
        nanoservice: service,
        version: '1.2.3',
        gateway: null,
        peers: peersAt(gateway.url),
        config,
      };
      const name = await create(service, JSON.stringify(environment));
      const address = await inspect(name, '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}');
      const pid = await inspect(name, '{{.State.Pid}}');
      return {
        url: `coap://${address}:5683`,
        gateway,
        memory: async () => Number(/VmRSS:\s*(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024,
        alive: async () => (await inspect(name, '{{.State.Running}} {{.State.Pid}}')) === `true ${pid}`,
        terminate: async () => {
          const since = performance.now();
          await docker('kill', '--signal', 'TERM', name);
          const code = Number(await docker('wait', name));
          return { code, ms: performance.now() - since };
        },
        dispose: async () => {
          await remove(name);
          await gateway.stop();
        },
      };
    },
  };
};
