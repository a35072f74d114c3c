import type { IncomingMessage, ServerResponse } from 'node:http';
import { InvalidMessage } from '@nanoedge/protocol';
import type { Logger } from 'pino';
import type { ProblemDetail, ProblemKind } from '../services/errors.ts';
import { BadInput, Refusal } from '../services/errors.ts';

const statuses = {
  'bad-input': 400,
  conflict: 409,
  'not-found': 404,
  forbidden: 403,
  'signed-out': 401,
  'too-large': 413,
  'insufficient-storage': 507,
} as const satisfies Record<ProblemKind, number>;

export const sendJson = (response: ServerResponse, status: number, value: unknown): void => {
  const text = JSON.stringify(value);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
  });
  response.end(text);
};

const ourFault: ProblemDetail = {
  field: null,
  message: 'Something went wrong on our side.',
  remedy: 'Try again; the log of the dashboard has the details.',
};

const isGone = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';

/**
 * Answers with what is wrong: a refusal in its own words, anything else without its details, which
 * go to the log.
 */
export const sendError = (response: ServerResponse, error: unknown, log: Logger): void => {
  const refusal =
    error instanceof InvalidMessage ? new BadInput(error.field, error.message) : error;
  if (isGone(error)) log.debug({ err: error }, 'who asked went away');
  else if (!(refusal instanceof Refusal)) log.error({ err: error }, 'request failed');
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (refusal instanceof Refusal)
    sendJson(response, statuses[refusal.kind], { problem: refusal.detail });
  else sendJson(response, 500, { problem: ourFault });
};

/** Reads a small text body. Throws Refusal when it is longer than `limit` bytes. */
export const readText = async (request: IncomingMessage, limit: number): Promise<string> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const buffer = Buffer.from(chunk);
    bytes += buffer.byteLength;
    if (bytes > limit) throw new Refusal('too-large', { message: 'The request is too large.' });
    chunks.push(buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
};
