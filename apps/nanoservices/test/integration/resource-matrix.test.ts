/**
 * Every CoAP resource of every nanoservice × every method × everybody who can speak to it, from the
 * services' own tables of resources and the calls that their manifests declare. Nobody is let do
 * what no manifest says.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { containerSecrets } from '@nanoedge/base';
import {
  asking,
  CoapClient,
  KeyRing,
  matchPath,
  type Method,
  type Pairing,
  PeerUnreachable,
  type Resource,
  type Schema,
  silentLog,
  subkey,
} from '@nanoedge/coap';
import { parse, ServiceEnvironment, ServiceKeys } from '@nanoedge/protocol';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { hostService, type RunningService } from '../../src/kit/host.ts';
import type { Environment } from '../../src/kit/env.ts';
import type { Nanoservice } from '../../src/kit/service.ts';
import { FakeGateway } from '../support/gateway.ts';
import { conformanceCases, services, sources } from '../support/services.ts';
import { unusedPort } from '../support/unused-port.ts';

const methods = ['GET', 'POST', 'PUT', 'DELETE'] as const satisfies readonly Method[];
/** What the kit adds to the resources of every service. */
const ofTheKit: readonly Pick<Resource, 'path' | 'handlers'>[] = [
  { path: '/health', handlers: { GET: () => ({ code: '2.05' }) } },
  { path: '/peers', handlers: { PUT: () => ({ code: '2.04' }) } },
  { path: '/.well-known/core', handlers: { GET: () => ({ code: '2.05' }) } },
];

const secretOf = (): string => randomBytes(32).toString('hex');
const bytes = (secret: string): Buffer => Buffer.from(secret, 'hex');

const nanoserviceOf = async (name: string): Promise<Nanoservice<Schema>> => {
  const file = pathToFileURL(join(sources, name, 'service.ts')).href;
  const found = Object.values((await import(/* @vite-ignore */ file)) as object).find(
    (one): one is Nanoservice<Schema> =>
      typeof one === 'object' && one !== null && 'create' in one && 'configSchema' in one,
  );
  if (found === undefined) throw new Error(`${name} has no service`);
  return found;
};

/** Who calls a service, and what each of them may ask by its manifest. */
const callersOf = (name: string): { peer: string; may: readonly string[] }[] =>
  services.flatMap((one) =>
    Object.entries(one.manifest.calls)
      .filter(([called]) => called === name)
      .map(([, may]) => ({ peer: one.name, may })),
  );

interface Said {
  code: string;
  bytes: number;
}

describe.each(services.map(({ name }) => name))('%s', (name) => {
  const resources: Pick<Resource, 'path' | 'handlers'>[] = [...ofTheKit];
  const callers = callersOf(name);
  const keys = new Map<string, Pairing | null>();
  const gateway = new FakeGateway();
  let running: RunningService;
  let url = '';

  const ask = async (
    who: string,
    method: Method,
    [path, body]: [path: string, body?: unknown],
  ): Promise<Said> => {
    const key = keys.get(who);
    if (key === undefined) throw new Error(`nobody is ${who}`);
    const client = new CoapClient(key === null ? {} : { keys: new KeyRing(new Map([[url, key]])) });
    try {
      const answer = await client.exchange({ url, path, method, body }, false);
      return { code: answer.code, bytes: answer.payload.length };
    } catch (error) {
      // What waits for the gateway, which hears nobody here
      if (error instanceof PeerUnreachable) return { code: 'none', bytes: 0 };
      throw error;
    } finally {
      await client.close();
    }
  };
  const give = async (heard: ServiceKeys['heard']): Promise<void> => {
    const told = parse(ServiceKeys, { calls: {}, heard }, 'keys');
    await vi.waitFor(
      async () => expect((await ask('agent', 'PUT', ['/peers', told])).code).toBe('2.04'),
      { timeout: 5_000 },
    );
  };

  beforeAll(async () => {
    await gateway.start();
    const own = secretOf();
    const file = join(mkdtempSync(join(tmpdir(), 'key-')), 'key');
    writeFileSync(file, own, { mode: 0o400 });
    const found = conformanceCases.find(({ service }) => service === name)?.found;
    const config = found?.config({ databaseFolder: mkdtempSync(join(tmpdir(), 'roster-')) });
    const nanoservice = await nanoserviceOf(name);
    const environment = parse(
      ServiceEnvironment,
      {
        deployment: name,
        nanoservice: name,
        version: '1',
        gateway: gateway.url,
        peers: {},
        key: file,
        config,
      },
      'environment',
    );
    const port = await unusedPort();
    url = `coap://127.0.0.1:${String(port)}`;
    running = await hostService(
      {
        ...nanoservice,
        create: (context) => {
          const service = nanoservice.create(context);
          resources.push(...service.resources);
          return service;
        },
      },
      environment as Environment<never>,
      { address: '127.0.0.1', port, log: silentLog },
    );
    keys.set('agent', asking(subkey(bytes(own), containerSecrets.fromAgent), name));
    keys.set('host without proof', null);
    keys.set('other container', asking(bytes(secretOf()), name));
    const [revoked, ...secrets] = [secretOf(), ...callers.map(secretOf)];
    keys.set('revoked', asking(bytes(revoked), name));
    const heard = callers.map(({ peer, may }, index) => ({
      peer,
      secret: secrets[index] ?? '',
      may: [...may],
    }));
    for (const { peer, secret } of heard) keys.set(peer, asking(bytes(secret), name));
    await give([
      ...heard,
      { peer: 'gone', secret: revoked, may: methods.map((one) => `${one} /health`) },
    ] as ServiceKeys['heard']);
    expect((await ask('revoked', 'GET', ['/health'])).code).toBe('2.05');
    await give(heard as ServiceKeys['heard']);
  });
  afterAll(async () => {
    await running.stop();
    await gateway.stop();
  });

  /** Asks for every resource by every method. */
  const asked = async (who: string) => {
    const said: { what: string; at: string; method: Method; has: boolean; answer: Said }[] = [];
    for (const { path, handlers } of resources)
      for (const method of methods) {
        const at = path.replaceAll(/\{\w+\}/g, 'none');
        const answer = await ask(who, method, [at, method === 'GET' ? undefined : {}]);
        const has = handlers[method] !== undefined;
        said.push({ what: `${method} ${path}`, at, method, has, answer });
      }
    expect(said.length).toBe(resources.length * methods.length);
    return said;
  };

  it('has every resource that a manifest calls', () => {
    const served = resources.flatMap(({ path, handlers }) =>
      Object.keys(handlers).map((method) => `${method} ${path}`),
    );
    for (const { may } of callers) for (const call of may) expect(served).toContain(call);
  });

  it('answers its agent whatever there is, and nothing by another method', async () => {
    for (const { what, has, answer } of await asked('agent')) {
      if (has) expect(['4.01', '4.03', '4.05'], what).not.toContain(answer.code);
      else expect(['4.04', '4.05'], what).toContain(answer.code);
    }
  });

  it.each(callers)('answers $peer what its manifest says, and nothing else', async (caller) => {
    for (const { what, at, method, answer } of await asked(caller.peer)) {
      const isAllowed = caller.may.some((call) => {
        const [allowed, pattern = ''] = call.split(' ');
        return allowed === method && matchPath(pattern, at) !== null;
      });
      expect(answer.code === '4.03', `${what}: ${answer.code}`).toBe(!isAllowed);
    }
  });

  it.each(['host without proof', 'other container', 'revoked'])(
    'answers 4.01 and nothing else to: %s',
    async (who) => {
      for (const { what, answer } of await asked(who)) {
        const isHealth = what === 'GET /health' && who === 'host without proof';
        expect(answer, what).toEqual({ code: isHealth ? '2.05' : '4.01', bytes: 0 });
      }
    },
  );
});
