import { request as httpRequest, type IncomingMessage } from 'node:http';
import { DashboardUnreachable } from '../errors.ts';

export interface HttpCall {
  method: 'GET' | 'POST';
  url: URL;
  headers: Record<string, string>;
  body?: string;
  signal: AbortSignal;
}

/** Milliseconds without a byte after which a call is given up. */
const silenceMs = 10_000;

/** One HTTP call, answered as a stream. Rejects with DashboardUnreachable. The platform's `fetch` would cost more memory
 *  than the rest of the link together. */
export const callDashboard = async ({ method, url, headers, body, signal }: HttpCall): Promise<IncomingMessage> => {
  const send = url.protocol === 'https:' ? (await import('node:https')).request : httpRequest;
  return new Promise((resolve, reject) => {
    const length: Record<string, string> = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const call = send(url, { method, headers: { ...headers, ...length }, signal, timeout: silenceMs, agent: false });
    call.on('timeout', () => call.destroy(new DashboardUnreachable(`${url.host} did not answer within ${silenceMs / 1000} s`)));
    call.on('error', (error) =>
      reject(error instanceof DashboardUnreachable ? error : new DashboardUnreachable(`${url.host}: ${error.message}`, { cause: error })),
    );
    call.on('response', resolve);
    call.end(body);
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
