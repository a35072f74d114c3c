import { request as httpRequest, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import * as z from 'zod/mini';
import { parseJson } from '@nanoedge/protocol';
import type { EngineAddress } from '../env.ts';
import { EngineRefused, EngineUnreachable } from '../errors.ts';

interface EngineCall {
  method: 'GET' | 'POST' | 'PUT';
  path: string;
  body?: Readable;
  signal?: AbortSignal | undefined;
}

export const archivePath = (container: string, path: string): string =>
  `/containers/${encodeURIComponent(container)}/archive?path=${encodeURIComponent(path)}`;

const FaultText = z.object({ message: z.string() });

/**
 * The bytes of an answer. A connection that breaks becomes EngineUnreachable; to destroy the stream
 * is to hang up at once, for the engine keeps a container locked while somebody reads from it.
 */
export const streamOf = (response: IncomingMessage): Readable => {
  const stream = new Readable({
    read: () => void response.resume(),
    destroy: (error, done) => {
      response.destroy();
      done(error);
    },
  });
  response.on('data', (chunk) => {
    if (!stream.push(chunk)) response.pause();
  });
  response.on('end', () => stream.push(null));
  response.on('error', (error) =>
    stream.destroy(new EngineUnreachable('the engine broke off', { cause: error })),
  );
  return stream;
};

export const textOf = async (response: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const chunk of streamOf(response)) text += String(chunk);
  return text;
};

const refusal = async (response: IncomingMessage, status: number): Promise<EngineRefused> => {
  const text = await textOf(response);
  try {
    return new EngineRefused(status, parseJson(FaultText, text, 'engine fault').message);
  } catch {
    return new EngineRefused(status, text === '' ? `the engine answered ${status}` : text);
  }
};

const send = async (
  address: EngineAddress,
  { method, path, body, signal }: EngineCall,
): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const headers: Record<string, string> =
      body === undefined ? {} : { 'content-type': 'application/x-tar' };
    const call = httpRequest({ ...address, method, path, headers, agent: false });
    const abort = (): void => void call.destroy(new EngineUnreachable('given up'));
    signal?.addEventListener('abort', abort, { once: true });
    call.on('response', resolve);
    call.on('error', (error) => reject(new EngineUnreachable(error.message, { cause: error })));
    call.on('close', () => {
      signal?.removeEventListener('abort', abort);
      body?.destroy();
    });
    if (signal?.aborted === true || body?.destroyed === true) abort();
    else if (body === undefined) call.end();
    else {
      body.on('close', () => {
        if (!body.readableEnded) call.destroy();
      });
      body.pipe(call);
    }
  });

/**
 * One call whose body or answer is a stream: the client library can neither abort these nor say
 * whose stream broke. `read` gets the answer. Rejects with EngineRefused, EngineUnreachable, the
 * error of `body` itself, or the signal's reason.
 */
export const callEngine = async <T>(
  address: EngineAddress,
  call: EngineCall,
  read: (response: IncomingMessage) => Promise<T>,
): Promise<T> => {
  let broken: Error | null = call.body?.errored ?? null;
  call.body?.on('error', (error: Error) => {
    broken = error;
  });
  try {
    const response = await send(address, call);
    const status = response.statusCode ?? 0;
    if (status >= 400) throw await refusal(response, status);
    return await read(response);
  } catch (error) {
    call.signal?.throwIfAborted();
    throw broken ?? error;
  }
};
