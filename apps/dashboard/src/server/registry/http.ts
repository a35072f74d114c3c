import { type RefusalWords, registryRefusals } from '@nanoedge/words';
import { type Dispatcher, fetch, type Response } from 'undici';
import { BadInput } from '../services/errors.ts';
import { LeadsInside, outsideOnly, refuseInside } from './inside.ts';
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

/** How hosts are reached, and which of them an administrator named. */
export interface RegistryNet {
  routeTo: RouteTo;
  isNamed: (url: string) => boolean;
}

/** What a request goes through. Throws LeadsInside when nobody named where it goes. */
const wayTo = async (
  url: string,
  route: ProxyRoute | null,
  { isNamed }: RegistryNet,
): Promise<{ dispatcher?: Dispatcher }> => {
  const isOwn = isNamed(url);
  if (!isOwn) await refuseInside(url);
  if (route !== null) return { dispatcher: route.dispatcher };
  return isOwn ? {} : { dispatcher: outsideOnly };
};

const leadsInside = (error: unknown): boolean =>
  error instanceof LeadsInside || (error instanceof Error && error.cause instanceof LeadsInside);

/** One request, without following anything. Throws BadInput when nothing answers in time. */
const askOnce = async (
  url: string,
  headers: Readonly<Record<string, string>>,
  net: RegistryNet,
): Promise<RegistryAnswer> => {
  const { host } = new URL(url);
  const route = net.routeTo(url);
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
      ...(await wayTo(url, route, net)),
    });
    moved();
    return { url, response, body: () => whileItMoves(response, { host, moved }) };
  } catch (error) {
    if (leadsInside(error)) throw refusal(registryRefusals.sentInside(host));
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
  net: RegistryNet;
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
    const answer = await askOnce(at, sent, asking.net);
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
