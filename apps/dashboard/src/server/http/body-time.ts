import type { IncomingMessage, ServerResponse } from 'node:http';

const bodyMs = 120_000;
const idleMs = 120_000;
/** No body may take longer, however it trickles. */
export const longestBodyMs = 4 * 3_600_000;

const uploads = /^(PUT \/api\/agents\/snapshots\/[^/]+|POST \/api\/(images|snapshots))$/;

/**
 * A body has two minutes to arrive. An archive may take longer, as long as it does not stand still
 * for two minutes.
 */
export const limitBodyTime = (
  call: string,
  request: IncomingMessage,
  response: ServerResponse,
): void => {
  const cut = (): void => {
    if (!request.complete) request.destroy();
  };
  if (uploads.test(call)) {
    request.setTimeout(idleMs, cut);
    // Reading an archive back takes its time, and nothing is sent meanwhile: without a listener
    // Node would end that.
    response.on('timeout', () => undefined);
    return;
  }
  if (request.complete || request.headers['content-length'] === '0') return;
  if (
    request.headers['content-length'] === undefined &&
    request.headers['transfer-encoding'] === undefined
  )
    return;
  const timer = setTimeout(cut, bodyMs);
  request.once('close', () => clearTimeout(timer));
};
