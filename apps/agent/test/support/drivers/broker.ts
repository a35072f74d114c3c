import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { waitUntil } from '@nanoedge/base/testing';
import { Broker, parse } from '@nanoedge/protocol';
import { connectAsync, type MqttClient } from 'mqtt';
import { scratchFolder } from '../scratch.ts';
import { type Running, startProgram } from './process.ts';

export interface BrokerRig {
  broker: Broker;
  /** Publishes as a sensor would. */
  publish: (topic: string, payload: string, options?: { retain: boolean }) => Promise<void>;
  /** What was published on topics that this filter means, the newest of each; nothing is missed. */
  listen: (filter: string) => Promise<ReadonlyMap<string, string>>;
  start: () => Promise<void>;
  stop: () => Promise<void>;
}

/** A TCP port of this machine that nobody listens on. */
export const freeTcpPort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

const authority = (folder: string): void => {
  const run = (...args: string[]): void =>
    void execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
  const days = ['-days', '2', '-nodes', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];
  run('req', '-x509', ...days, '-subj', '/CN=house', '-keyout', 'ca.key', '-out', 'ca.pem');
  run('req', ...days.slice(2), '-subj', '/CN=localhost', '-keyout', 'own.key', '-out', 'own.csr');
  writeFileSync(join(folder, 'names'), 'subjectAltName=DNS:localhost,IP:127.0.0.1');
  const signing = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'names'];
  run('x509', '-req', '-in', 'own.csr', ...signing, '-days', '2', '-out', 'own.pem');
};

const password = 'a password of the house';

/** A mosquitto with TLS and a password, on a port of its own. */
export const makeBroker = async (): Promise<BrokerRig> => {
  const folder = scratchFolder();
  const port = await freeTcpPort();
  authority(folder);
  writeFileSync(join(folder, 'passwords'), `house:${password}\n`, { mode: 0o600 });
  execFileSync('mosquitto_passwd', ['-U', join(folder, 'passwords')], { stdio: 'ignore' });
  const lines = [
    `listener ${port} 127.0.0.1`,
    `cafile ${join(folder, 'ca.pem')}`,
    `certfile ${join(folder, 'own.pem')}`,
    `keyfile ${join(folder, 'own.key')}`,
    'allow_anonymous false',
    `password_file ${join(folder, 'passwords')}`,
    // What the listener of a test must not miss is kept while it is not there
    'persistence true',
    `persistence_location ${folder}/`,
    'user root',
  ];
  writeFileSync(join(folder, 'mosquitto.conf'), `${lines.join('\n')}\n`);
  const ca = readFileSync(join(folder, 'ca.pem'), 'utf8');
  const broker = parse(
    Broker,
    {
      name: 'house',
      url: `mqtts://localhost:${port}`,
      username: 'house',
      password,
      authority: ca,
    },
    'broker',
  );
  let running: Running | null = null;
  const newest = new Map<string, string>();
  let client: MqttClient | null = null;
  const connected = async (): Promise<MqttClient> => {
    if (client !== null) return client;
    const options = { username: 'house', password, ca, clientId: 'test', clean: false };
    const own = await connectAsync(broker.url, options);
    own.on('message', (topic, payload) => newest.set(topic, String(payload)));
    client = own;
    return own;
  };
  const rig: BrokerRig = {
    broker,
    publish: async (topic, payload, options = { retain: false }) => {
      await (await connected()).publishAsync(topic, payload, { qos: 1, ...options });
    },
    listen: async (filter) => {
      await (await connected()).subscribeAsync(filter, { qos: 1 });
      return newest;
    },
    start: async () => {
      running = startProgram('mosquitto', ['-c', join(folder, 'mosquitto.conf')]);
      await waitUntil('mosquitto answers', () =>
        connectAsync(broker.url, { username: 'house', password, ca, reconnectPeriod: 0 }).then(
          (probe) => probe.endAsync().then(() => true),
          () => false,
        ),
      );
    },
    stop: async () => {
      await client?.endAsync(true);
      client = null;
      await running?.end();
      running = null;
    },
  };
  await rig.start();
  return rig;
};
