import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { InvalidMessage, type ProblemDetail } from '@nanoedge/protocol';
import { accessRefusals } from '@nanoedge/words';
import type { Logger } from 'pino';
import { isDatabaseLost } from '../db/lost.ts';
import type { ProblemKind } from '../services/errors.ts';
import { BadInput, Refusal, TooMany } from '../services/errors.ts';
import type { HttpContext } from './context.ts';

const statuses = {
  'bad-input': 400,
  conflict: 409,
  'not-found': 404,
  forbidden: 403,
  'signed-out': 401,
  'too-large': 413,
  'too-many': 429,
  'insufficient-storage': 507,
} as const satisfies Record<ProblemKind, number>;

export const answerJson = (status: number, value: unknown): Response => {
  const text = JSON.stringify(value);
  return new Response(text, {
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(Buffer.byteLength(text)),
      'cache-control': 'no-store',
    },
  });
};

/**
 * Answers with bytes as they are read. They go past hono: Node's pipeline holds the reader back
 * while the asker is slow, and tells a file that cannot be read from an asker who went away.
 */
export const answerBytes = async (
  { env: { outgoing } }: HttpContext,
  head: { status?: number; headers: Record<string, string | number> },
  source: Readable,
): Promise<Response> => {
  outgoing.writeHead(head.status ?? 200, head.headers);
  await pipeline(source, outgoing);
  return RESPONSE_ALREADY_SENT;
};

const ourFault: ProblemDetail = { field: null, ...accessRefusals.ourFault };

const isGone = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';

/**
 * What is wrong: a refusal in its own words, anything else without its details, which go to the
 * log.
 */
export const answerError = (c: HttpContext, error: unknown, log: Logger): Response => {
  const refusal =
    error instanceof InvalidMessage ? new BadInput(error.field, { message: error.message }) : error;
  if (isGone(error)) log.debug({ err: error }, 'who asked went away');
  else if (!(refusal instanceof Refusal)) log.error({ err: error }, 'request failed');
  if (c.env.outgoing.headersSent) {
    c.env.outgoing.destroy();
    return RESPONSE_ALREADY_SENT;
  }
  if (isDatabaseLost(error))
    return answerJson(503, { problem: { field: null, ...accessRefusals.databaseDown } });
  if (!(refusal instanceof Refusal)) return answerJson(500, { problem: ourFault });
  const answer = answerJson(statuses[refusal.kind], { problem: refusal.detail });
  if (refusal instanceof TooMany) answer.headers.set('retry-after', String(refusal.waitSeconds));
  return answer;
};

/** Reads a small text body. Throws Refusal when it is longer than `limit` bytes. */
export const readText = async (request: IncomingMessage, limit: number): Promise<string> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const buffer = Buffer.from(chunk);
    bytes += buffer.byteLength;
    if (bytes > limit) throw new Refusal('too-large', null, accessRefusals.longRequest);
    chunks.push(buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
};
