import { generateKeyPairSync } from 'node:crypto';
import {
  enrolRequest,
  publicKeyText,
  signedHeaders,
  signerWith,
  type SignText,
} from '@nanoedge/link';
import {
  type DesiredState,
  EnrolAnswer,
  HelloAnswer,
  parse,
  ReportedState,
} from '@nanoedge/protocol';
import { AgentSocket } from './agent-socket.ts';
import { joinKey } from './demo.ts';

export interface TestKey {
  publicKey: string;
  sign: SignText;
}

export const makeKey = (): TestKey => {
  const { privateKey } = generateKeyPairSync('ed25519');
  return { publicKey: publicKeyText(privateKey), sign: signerWith(privateKey) };
};

/** The headers of a request as a device signs it. */
export const deviceHeaders = (
  { device, key }: { device: string; key: TestKey },
  request: { method: string; url: string; at?: number; digest?: string },
): Record<string, string> => {
  const { at = Date.now(), url, ...rest } = request;
  return signedHeaders({ device, at, url: new URL(url), ...rest }, key.sign);
};

export const enrolWith = (url: string, joinKeyText: string, key: TestKey): Promise<Response> =>
  fetch(`${url}/api/agents/enrol`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(
      enrolRequest({ joinKey: joinKeyText, name: 'test', publicKey: key.publicKey }, key.sign),
    ),
  });

export const enrol = (url: string, name: string, key: TestKey): Promise<Response> =>
  enrolWith(url, joinKey(name), key);

/**
 * A socket to the agents' namespace that answers the challenge with `key`. Resolves with the
 * acknowledgement of the proof.
 */
export const prove = async (
  url: string,
  device: string,
  key: TestKey,
): Promise<{ socket: AgentSocket; answer: unknown }> => {
  const socket = new AgentSocket(url, device);
  const answer = await new Promise<unknown>((resolve, reject) => {
    socket.once('connect_error', reject);
    socket.once('challenge', (challenge) => {
      socket.prove(challenge, 'demo', key.sign).then(resolve, reject);
    });
  });
  return { socket, answer };
};

export interface TestAgent {
  socket: AgentSocket;
  device: string;
  key: TestKey;
  hello: HelloAnswer;
  desired: DesiredState[];
  simulated: unknown[];
  /** `heldPorts`: ports that its engine does not give it. */
  report: (heldPorts?: readonly number[]) => Promise<unknown>;
  fetchContent: (url: string, digest: string, at?: number) => Promise<Response>;
}

/**
 * Enrols a device of the demo site (unless it has a key) and brings its link up, as its agent does.
 */
export const connectAgent = async (
  url: string,
  name: string,
  given?: TestKey,
): Promise<TestAgent> => {
  const key = given ?? makeKey();
  if (given === undefined)
    parse(EnrolAnswer, await (await enrol(url, name, key)).json(), 'enrol answer');
  const { socket } = await prove(url, name, key);
  const desired: DesiredState[] = [];
  const simulated: unknown[] = [];
  socket.on('desired', (state: DesiredState, acknowledge: (answer: unknown) => void) => {
    desired.push(state);
    acknowledge({ ok: true, value: { revision: state.revision } });
  });
  socket.on('simulate', (command: unknown, acknowledge: (answer: unknown) => void) => {
    simulated.push(command);
    acknowledge({ ok: true, value: {} });
  });
  const greeting: unknown = await socket.emitWithAck('hello', {
    agentVersion: '0.1.0',
    address: `10.0.0.${String(name.length)}`,
    displayUrl: null,
    appliedRevision: null,
    lastSeq: 0,
  });
  if (typeof greeting !== 'object' || greeting === null || !('value' in greeting))
    throw new Error(`hello was refused: ${JSON.stringify(greeting)}`);
  const hello = parse(HelloAnswer, greeting.value, 'hello answer');
  return {
    socket,
    device: name,
    key,
    hello,
    desired,
    simulated,
    report: (heldPorts = []) => socket.emitWithAck('reported', reportOf(hello.desired, heldPorts)),
    fetchContent: (base, digest, at = Date.now()) =>
      fetch(`${base}/api/agents/content/${digest}`, {
        headers: deviceHeaders(
          { device: name, key },
          { method: 'GET', url: `${base}/api/agents/content/${digest}`, at },
        ),
      }),
  };
};

/** A report in which every wanted service answers, but for those that do not get their port. */
const reportOf = (desired: DesiredState, heldPorts: readonly number[]): ReportedState =>
  parse(
    ReportedState,
    {
      at: Date.now(),
      appliedRevision: desired.revision,
      engine: {
        reachable: true,
        version: '20.10',
        apiVersion: '1.41',
        arch: 'amd64',
        traits: null,
        subnet: null,
        detail: null,
      },
      host: {
        load1: 0.1,
        cores: 2,
        memoryBytes: 1e9,
        memoryFreeBytes: 5e8,
        diskFreeBytes: 1e10,
        agentMemoryBytes: 5e7,
      },
      services: desired.deployments.map((deployment) => ({
        deployment: deployment.id,
        name: deployment.name,
        nanoservice: deployment.nanoservice,
        state: 'answering',
        detail: null,
        container: 'c0ffee',
        image: deployment.release.image,
        version: deployment.release.version,
        imageBytes: 2_300_000,
        memoryBytes: 3_300_000,
        initiationMs: 99,
        startedAt: Date.now(),
        restarts: 0,
        heldPort: heldPorts.find((port) => port === deployment.port) ?? null,
      })),
      things: desired.things,
      outboxDepth: 0,
      outbox: null,
      unnamedVolumes: null,
    },
    'report',
  );
