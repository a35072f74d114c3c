import type { Readable } from 'node:stream';
import type Docker from 'dockerode';
import * as z from 'zod/mini';
import { Digest, parseJson } from '@nanoedge/protocol';
import type { EngineAddress } from '../env.ts';
import { EngineRefused, EngineUnreachable } from '../errors.ts';
import { answer, answerIfThere } from './docker-answer.ts';
import { callEngine, streamOf, textOf } from './docker-http.ts';
import type { PullProgress } from './engine.ts';
import { PullLine, PullTally } from './pull-tally.ts';

const RootFs = z.object({ Layers: z.array(Digest) });
const LoadLine = z.object({ error: z.optional(z.string()) });

/** An engine that lives answers a ping within this time. */
const pingMs = 1_000;

/**
 * Reads which layers the images of an engine have. An image id is a digest: what it consists of is
 * asked once.
 */
export class LayerChains {
  readonly #docker: Docker;
  #known = new Map<string, Digest[]>();

  constructor(docker: Docker) {
    this.#docker = docker;
  }

  async read(): Promise<Digest[][]> {
    const listed = await answer(this.#docker.listImages());
    const chains = await Promise.all(
      listed.map(async ({ Id }): Promise<[string, Digest[]]> => [Id, await this.#chain(Id)]),
    );
    this.#known = new Map(chains);
    return [...this.#known.values()];
  }

  async #chain(id: string): Promise<Digest[]> {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const found = await answerIfThere(this.#docker.getImage(id).inspect());
    const layers = RootFs.safeParse(found?.RootFS);
    return layers.success ? layers.data.Layers : [];
  }
}

/**
 * An engine that gives up an archive closes the connection in the middle of it, as one that dies
 * does: ask it.
 */
const lives = async (address: EngineAddress): Promise<boolean> =>
  callEngine(
    address,
    { method: 'GET', path: '/_ping', signal: AbortSignal.timeout(pingMs) },
    textOf,
  ).then(
    () => true,
    () => false,
  );

/** `docker load`. The engine answers 200 first and tells in its lines of JSON whether it worked. */
export const loadImage = async (
  address: EngineAddress,
  archive: Readable,
  signal?: AbortSignal,
): Promise<void> => {
  let text: string;
  try {
    text = await callEngine(
      address,
      { method: 'POST', path: '/images/load?quiet=1', body: archive, signal },
      textOf,
    );
  } catch (error) {
    if (error instanceof EngineUnreachable && signal?.aborted !== true && (await lives(address))) {
      throw new EngineRefused(500, 'the engine broke off while it read the image', {
        cause: error,
      });
    }
    throw error;
  }
  for (const line of text.split('\n')) {
    const fault =
      line.trim() === '' ? undefined : parseJson(LoadLine, line, 'answer of docker load').error;
    if (fault !== undefined) throw new EngineRefused(500, fault);
  }
};

async function* linesOf(stream: Readable): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of stream.setEncoding('utf8')) {
    const lines = `${rest}${String(chunk)}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  yield rest;
}

/**
 * `docker pull`. As with a load, a refusal after the start comes as a line of an answer that began
 * with 200.
 */
export const pullImage = async (
  address: EngineAddress,
  { reference, progress }: { reference: string; progress: (progress: PullProgress) => void },
  signal: AbortSignal,
): Promise<void> => {
  const path = `/images/create?fromImage=${encodeURIComponent(reference)}`;
  await callEngine(address, { method: 'POST', path, signal }, async (response) => {
    const tally = new PullTally();
    for await (const text of linesOf(streamOf(response))) {
      if (text.trim() === '') continue;
      const line = parseJson(PullLine, text, 'answer of docker pull');
      if (line.error !== undefined) throw new EngineRefused(500, line.error);
      const now = tally.add(line);
      if (now !== null) progress(now);
    }
  });
};
