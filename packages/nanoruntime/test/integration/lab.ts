import { randomUUID } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { resolve } from 'node:path';
import { Agent, request, type CoapRequestParams, type IncomingMessage } from 'coap';
import { runCommand } from '../../src/command.ts';
import { buildImages, type Architecture, type BuiltImage } from '../../src/index.ts';

export const prefix = 'nanoedge-test';

/** What the agent gives every nanoservice. */
const hardened = [
  ['--memory', '16m'],
  ['--read-only'],
  ['--cap-drop', 'ALL'],
  ['--security-opt', 'no-new-privileges'],
  ['--user', '65532:65532'],
  ['--pids-limit', '32'],
].flat();

export function fixture(name: string): string {
  return resolve(import.meta.dirname, `../fixtures/${name}.ts`);
}

export async function buildFixture(
  name: string,
  arch?: readonly Architecture[],
): Promise<BuiltImage> {
  const services = [{ name, entry: fixture(name) }];
  const images = await buildImages({
    services,
    tagPrefix: prefix,
    version: 'test',
    ...(arch === undefined ? {} : { arch }),
  });
  const last = images.at(-1);
  if (last === undefined) throw new RangeError(`no image of ${name}`);
  return last;
}

/** The digests of an image's layers, lowest first. */
export async function layersOf(tag: string): Promise<string[]> {
  return JSON.parse(
    await docker('image', 'inspect', '--format', '{{json .RootFS.Layers}}', tag),
  ) as string[];
}

export async function docker(...args: string[]): Promise<string> {
  return (await runCommand(['docker', ...args])).toString().trim();
}

/**
 * One container that is removed, with its network and volumes left alone, when the test's scope
 * ends.
 */
export class Container implements AsyncDisposable {
  readonly name = `${prefix}-${randomUUID().slice(0, 8)}`;
  address = '';

  async start(image: string, ...options: string[]): Promise<this> {
    await docker('run', '--detach', '--name', this.name, ...hardened, ...options, image);
    await this.findAddress();
    return this;
  }

  async findAddress(): Promise<void> {
    this.address = await this.inspect('{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}');
  }

  inspect(template: string): Promise<string> {
    return docker('inspect', '--format', template, this.name);
  }

  /** Standard output and error; the order between the two is lost. */
  async log(): Promise<string> {
    const lines: string[] = [];
    await runCommand(['docker', 'logs', this.name], { onLine: (line) => lines.push(line) });
    return lines.join('\n');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await docker('rm', '--force', '--volumes', this.name);
  }
}

export interface Answer {
  code: string;
  text: string;
}

export interface Question extends Omit<CoapRequestParams, 'agent'> {
  payload?: string;
  block1?: Buffer;
}

/** One CoAP exchange on a socket of its own; rejects when no answer comes. */
export function ask(question: Question): Promise<Answer> {
  const { payload, block1, ...params } = question;
  return new Promise((done, fail) => {
    const agent = new Agent({ type: 'udp4' });
    const outgoing = request({ ...params, agent });
    if (block1 !== undefined) outgoing.setOption('Block1', block1);
    outgoing.on('response', (response: IncomingMessage) =>
      done({ code: response.code, text: response.payload.toString() }),
    );
    outgoing.on('error', fail);
    outgoing.end(payload);
  });
}

/** Asks until there is an answer: node-coap's own retransmission bounds the wait. */
export async function health(hostname: string): Promise<{ resident: number; ticks: number }> {
  const { text } = await ask({ hostname, pathname: '/health' });
  return JSON.parse(text) as { resident: number; ticks: number };
}

/** Sends datagrams one after another; resolves when the kernel has taken all. */
export async function flood(address: string, datagrams: Iterable<Buffer>): Promise<void> {
  const socket = createSocket('udp4');
  try {
    for (const datagram of datagrams) {
      await new Promise<void>((sent, fail) => {
        socket.send(datagram, 5683, address, (error) => (error === null ? sent() : fail(error)));
      });
    }
  } finally {
    socket.close();
  }
}
