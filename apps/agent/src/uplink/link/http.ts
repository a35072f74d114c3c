import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { shownProxy } from '@nanoedge/base';
import * as z from 'zod/mini';
import { parseJson } from '@nanoedge/protocol';
import { linkFailures } from '@nanoedge/words';
import { DashboardUnreachable } from '../../errors.ts';
import { type ProxyAnswer, tunnelThrough } from './tunnel.ts';

export interface HttpCall {
  method: 'GET' | 'POST' | 'PUT';
  url: URL;
  headers: Record<string, string>;
  /** A text, or so many bytes of a stream. */
  body?: string | { stream: Readable; bytes: number };
  signal: AbortSignal;
  /** The HTTP proxy to go through, null: none. */
  proxy: string | null;
  /**
   * The certificate (PEM) of the authority that is believed over TLS; null: those of the machine;
   * `any`: whoever answers, for what is checked in another way.
   */
  ca: string | null;
  /** Milliseconds without a byte after which the call is given up. */
  silenceMs?: number;
}

const usualSilenceMs = 10_000;

/**
 * One HTTP call, answered as a stream. Rejects with DashboardUnreachable, or with the error of a
 * streamed body. The platform's `fetch` would cost more memory than the rest of the link together.
 */
export const callDashboard = async ({
  method,
  url,
  headers,
  body,
  signal,
  proxy,
  ca,
  silenceMs = usualSilenceMs,
}: HttpCall): Promise<IncomingMessage> => {
  const place = proxy === null ? url.host : linkFailures.through(url.host, shownProxy(proxy));
  const agent = proxy === null ? false : await tunnelThrough(proxy);
  const send = url.protocol === 'https:' ? (await import('node:https')).request : httpRequest;
  return new Promise((resolve, reject) => {
    const length: Record<string, string> =
      body === undefined
        ? {}
        : {
            'content-length': String(
              typeof body === 'string' ? Buffer.byteLength(body) : body.bytes,
            ),
          };
    const call = send(url, {
      method,
      headers: { ...headers, ...length },
      signal,
      timeout: silenceMs,
      agent,
      ...(ca === 'any' ? { rejectUnauthorized: false } : {}),
      ...(ca === 'any' || ca === null ? {} : { ca }),
    });
    call.on('timeout', () =>
      call.destroy(new DashboardUnreachable(linkFailures.silent(place, silenceMs / 1000))),
    );
    call.on('error', (error) =>
      reject(
        error instanceof DashboardUnreachable
          ? error
          : new DashboardUnreachable(`${place}: ${error.message}`, { cause: error }),
      ),
    );
    call.on('proxyConnect', ({ statusCode }: ProxyAnswer) => {
      if (statusCode === 200) return;
      const why = linkFailures.proxyAnswered(statusCode);
      call.destroy(new DashboardUnreachable(`${place}: ${why}`));
    });
    call.on('response', resolve);
    if (body === undefined || typeof body === 'string') {
      call.end(body);
      return;
    }
    const { stream } = body;
    stream.on('error', (error) => {
      reject(error);
      call.destroy();
    });
    call.on('close', () => stream.destroy());
    stream.pipe(call);
  });
};

/** The whole body as text, at most `limit` characters. */
export const bodyText = async (response: IncomingMessage, limit: number): Promise<string> => {
  let text = '';
  response.setEncoding('utf8');
  for await (const chunk of response) {
    text += String(chunk);
    if (text.length > limit) break;
  }
  return text.slice(0, limit);
};

const Problem = z.object({ problem: z.object({ message: z.string() }) });

/**
 * Why the dashboard did not do what it was asked: its own words where it has some, else the status.
 */
export const refusalText = async (response: IncomingMessage): Promise<string> => {
  const text = (await bodyText(response, 4_096).catch(() => '')).trim();
  response.destroy();
  try {
    return parseJson(Problem, text, 'refusal').problem.message;
  } catch {
    const status = response.statusCode ?? 0;
    return text === '' || text.startsWith('<')
      ? linkFailures.answered(status)
      : linkFailures.answeredWith(status, text.slice(0, 200));
  }
};
