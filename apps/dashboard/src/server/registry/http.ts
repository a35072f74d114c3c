import { type RefusalWords, registryRefusals } from '@nanoedge/words';
import { fetch, type Response } from 'undici';
import { BadInput } from '../services/errors.ts';
import type { ProxyRoute, RouteTo } from './routes.ts';

const answerWithinMs = 10_000;
/** So long nothing may come of a layer. */
const idleMs = 30_000;
const maxDocumentBytes = 4 * 1024 * 1024;
const maxRedirects = 5;
const redirects = [301, 302, 303, 307, 308];

export const refusal = (words: RefusalWords): BadInput => new BadInput('source.image', words);

/** An answer whose body goes on for as long as it moves. */
export interface RegistryAnswer {
  url: string;
  response: Response;
  /** The body. Throws BadInput when it stops before its end. */
  body: () => AsyncGenerator<Uint8Array>;
}

async function* whileItMoves(
  response: Response,
  { host, moved }: { host: string; moved: () => void },
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of response.body ?? []) {
      moved();
      yield chunk;
    }
  } catch {
    throw refusal(registryRefusals.brokeOff(host));
  }
}

/** One request, without following anything. Throws BadInput when nothing answers in time. */
const askOnce = async (
  url: string,
  headers: Readonly<Record<string, string>>,
  route: ProxyRoute | null,
): Promise<RegistryAnswer> => {
  const { host } = new URL(url);
  const given = new AbortController();
  let timer = setTimeout(() => given.abort(), answerWithinMs);
  timer.unref();
  const moved = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => given.abort(), idleMs);
    timer.unref();
  };
  try {
    const response = await fetch(url, {
      headers,
      redirect: 'manual',
      signal: given.signal,
      ...(route === null ? {} : { dispatcher: route.dispatcher }),
    });
    moved();
    return { url, response, body: () => whileItMoves(response, { host, moved }) };
  } catch {
    throw refusal(
      route === null
        ? registryRefusals.unreachable(host)
        : registryRefusals.unreachableThrough(host, route.shown),
    );
  }
};

/** What may be asked, and with which words it is proved who asks. */
export interface RegistryAsking {
  headers?: Readonly<Record<string, string>>;
  /** For the first server alone, never for one that it sends us to. */
  authorization: string | null;
  /** Blobs may lie elsewhere; without TLS only where the registry itself has none. */
  follow: 'nothing' | 'tls' | 'anything';
  routeTo: RouteTo;
}

const headersFor = (
  { headers, authorization }: RegistryAsking,
  isFirst: boolean,
): Record<string, string> => ({
  ...headers,
  ...(authorization !== null && isFirst ? { authorization } : {}),
});

/** Throws BadInput when nothing answers, or it sends us where nobody should be asked. */
export const askRegistry = async (url: string, asking: RegistryAsking): Promise<RegistryAnswer> => {
  const { host, origin } = new URL(url);
  let at = url;
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    const sent = headersFor(asking, new URL(at).origin === origin);
    const answer = await askOnce(at, sent, asking.routeTo(at));
    const { status, headers } = answer.response;
    if (!redirects.includes(status)) return answer;
    await answer.response.body?.cancel();
    const next = URL.parse(headers.get('location') ?? '', at);
    const mayFollow =
      asking.follow !== 'nothing' &&
      (next?.protocol === 'https:' || (next?.protocol === 'http:' && asking.follow === 'anything'));
    if (next === null || !mayFollow) break;
    at = next.href;
  }
  throw refusal(registryRefusals.sentElsewhere(host));
};

/** A small body as a whole. */
export const documentOf = async ({ body }: RegistryAnswer): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body()) {
    bytes += chunk.byteLength;
    if (bytes > maxDocumentBytes) throw refusal(registryRefusals.largeAnswer);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};
