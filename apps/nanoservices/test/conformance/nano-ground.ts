import { readFile } from 'node:fs/promises';
import { containerKey } from '@nanoedge/base';
import {
  buildServiceImages,
  createNetwork,
  docker,
  inspect,
  logsOf,
  removeContainer,
  startContainer,
} from '../support/containers.ts';
import { FakeGateway } from '../support/gateway.ts';
import { peersAt } from './subject.ts';
import type { Ground, Running } from './subject.ts';

/** Services as containers of the nano runtime, in one network whose gateway plays the agent. */
export const nanoGround = (): Ground => {
  let network = { name: '', gateway: '' };

  return {
    name: 'the nano runtime',
    databaseFolder: '/data',
    prepare: async () => {
      await buildServiceImages();
      network = await createNetwork();
    },
    clean: async () => {
      await docker('network', 'rm', network.name);
    },
    startBroken: async (service, text) => {
      const name = await startContainer({
        service,
        network: network.name,
        alias: service,
        config: text,
      });
      const code = Number(await docker('wait', name));
      const output = await logsOf(name);
      await removeContainer(name);
      return { code, output };
    },
    start: async (service, { config, peers, secret }): Promise<Running> => {
      // On CoAP's own port, so that the service finds it as its default gateway without being told.
      const gateway = new FakeGateway(network.gateway, 5683);
      await gateway.start();
      const environment = {
        deployment: service,
        nanoservice: service,
        version: '1.2.3',
        gateway: null,
        peers: peersAt(gateway.url, peers),
        key: secret === undefined ? null : `${containerKey.folder}/${containerKey.file}`,
        config,
      };
      const name = await startContainer({
        service,
        network: network.name,
        alias: service,
        config: JSON.stringify(environment),
        ...(secret === undefined ? {} : { secret }),
      });
      const address = await inspect(
        name,
        '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}',
      );
      const pid = await inspect(name, '{{.State.Pid}}');
      return {
        url: `coap://${address}:5683`,
        gateway,
        memory: async () =>
          Number(/VmRSS:\s*(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024,
        alive: async () =>
          (await inspect(name, '{{.State.Running}} {{.State.Pid}}')) === `true ${pid}`,
        terminate: async () => {
          const since = performance.now();
          await docker('kill', '--signal', 'TERM', name);
          const code = Number(await docker('wait', name));
          return { code, ms: performance.now() - since };
        },
        dispose: async () => {
          await removeContainer(name);
          await gateway.stop();
        },
      };
    },
  };
};
