import type { IncomingMessage } from 'node:http';
import type { MiddlewareHandler } from 'hono';
import type { HttpEnv } from './context.ts';

const bodyMs = 120_000;
const idleMs = 120_000;
/** No body may take longer, however it trickles. */
export const longestBodyMs = 4 * 3_600_000;

const cut = (request: IncomingMessage): void => {
  if (!request.complete) request.destroy();
};

const bringsBody = ({ complete, headers }: IncomingMessage): boolean =>
  !complete &&
  headers['content-length'] !== '0' &&
  (headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined);

/** A body has two minutes to arrive. */
export const shortBody: MiddlewareHandler<HttpEnv> = async (c, next) => {
  const { incoming } = c.env;
  if (bringsBody(incoming)) {
    const timer = setTimeout(() => cut(incoming), bodyMs);
    incoming.once('close', () => clearTimeout(timer));
    c.set('bodyTimer', timer);
  }
  await next();
};

/** An archive may take longer, as long as it does not stand still for two minutes. */
export const longBody: MiddlewareHandler<HttpEnv> = async (c, next) => {
  const { incoming, outgoing } = c.env;
  clearTimeout(c.get('bodyTimer'));
  incoming.setTimeout(idleMs, () => cut(incoming));
  // Reading an archive back takes its time, and nothing is sent meanwhile: without a listener
  // Node would end that.
  outgoing.on('timeout', () => undefined);
  await next();
};
