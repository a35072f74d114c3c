import { createSocket } from 'node:dgram';
import {
  Agent,
  createServer,
  ObserveWriteStream,
  updateTiming,
  type IncomingMessage,
  type OutgoingMessage,
} from 'coap';
import { AgentError } from '../../errors.ts';

/**
 * Transmission parameters for the device's own bridge instead of the Internet (RFC 7252 §4.8.1): a
 * client that vanished is known to be gone after 16 s instead of 247. A notification is one
 * datagram (our CoAP library has no Block2 for it), so it may be larger than the default.
 */
const timing = {
  ackTimeout: 0.5,
  ackRandomFactor: 1.5,
  maxRetransmit: 3,
  maxLatency: 5,
  pruneTimerPeriod: 30,
  maxMessageSize: 8_192,
};

export type CoapMethod = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface CoapRequest {
  method: string;
  path: readonly string[];
  payload: Buffer;
  source: { address: string; port: number };
  /** In hex; with the source it names an observation (RFC 7641 §3.1). */
  token: string;
  /** Whether the client asks for notifications, wants no more of them, or neither. */
  observe: 'register' | 'deregister' | null;
}

export interface CoapAnswer {
  code: string;
  body?: unknown;
}

/** Notifications to one client; `send` after the end is ignored. */
export interface CoapObserver {
  send(body: unknown): void;
  end(): void;
  onEnd(listener: () => void): void;
}

export interface CoapHandler {
  request(request: CoapRequest): Promise<CoapAnswer>;
  /** A request with `observe`; an answer ends it there, null means that `observer` was taken. */
  observe(request: CoapRequest, observer: CoapObserver): Promise<CoapAnswer | null>;
  fault(error: unknown): void;
}

const encode = (body: unknown): Buffer =>
  Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body), 'utf8');

const pathOf = (url: string): string[] =>
  (url.split('?')[0] ?? '').split('/').filter((segment) => segment !== '');

const answerPlainly = (
  response: OutgoingMessage | ObserveWriteStream,
  answer: CoapAnswer,
): void => {
  response.statusCode = answer.code;
  if (answer.body !== undefined) {
    response.setOption('Content-Format', 'application/json');
    response.end(encode(answer.body));
  } else {
    response.end();
  }
};

const observerOn = (stream: ObserveWriteStream): CoapObserver => {
  let ended = false;
  stream.on('finish', () => {
    ended = true;
  });
  stream.statusCode = '2.05';
  stream.setOption('Content-Format', 'application/json');
  return {
    send: (body) => {
      if (!ended) stream.write(encode(body));
    },
    end: () => {
      if (!ended) stream.end();
    },
    onEnd: (listener) => {
      stream.on('finish', listener);
    },
  };
};

export interface CoapListener {
  close(): Promise<void>;
}

/**
 * Serves CoAP on one address. Rejects when the address cannot be bound; afterwards nothing that a
 * client sends makes it fail.
 */
export const listenCoap = async (
  bind: { address: string; port: number },
  handler: CoapHandler,
): Promise<CoapListener> => {
  updateTiming(timing);
  const socket = createSocket({ type: 'udp4' });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(bind.port, bind.address, () => {
      socket.off('error', reject);
      resolve();
    });
  });
  const server = createServer({ type: 'udp4', piggybackReplyMs: 500 });
  server.on('error', (error: unknown) => handler.fault(error));
  server.on(
    'request',
    (incoming: IncomingMessage, response: OutgoingMessage | ObserveWriteStream) => {
      response.on('error', (error: unknown) => handler.fault(error));
      const request: CoapRequest = {
        method: incoming.method,
        path: pathOf(incoming.url),
        payload: incoming.payload,
        source: { address: incoming.rsinfo.address, port: incoming.rsinfo.port },
        token: incoming._packet.token?.toString('hex') ?? '',
        observe:
          incoming.headers.Observe === 0
            ? 'register'
            : incoming.headers.Observe === 1
              ? 'deregister'
              : null,
      };
      const serve = async (): Promise<void> => {
        if (request.observe === 'register' && response instanceof ObserveWriteStream) {
          const refusal = await handler.observe(request, observerOn(response));
          if (refusal !== null) answerPlainly(response, refusal);
          return;
        }
        answerPlainly(response, await handler.request(request));
      };
      serve().catch((error: unknown) => {
        handler.fault(error);
        try {
          answerPlainly(response, { code: '5.00', body: { error: 'the gateway failed' } });
        } catch (second) {
          handler.fault(second);
        }
      });
    },
  );
  server.listen(socket);
  return {
    close: async () =>
      new Promise((resolve) => {
        server.close();
        socket.close(() => resolve());
      }),
  };
};

/** The other side did not answer, or not with 2.xx. */
export class CoapFailed extends AgentError {}

/**
 * One confirmable request with a JSON body, in blocks where it is long. Resolves with the payload
 * of a 2.xx answer.
 */
export const coapSend = async (
  target: { address: string; port: number; path: string },
  options: { method: CoapMethod; body: unknown; timeoutMs: number },
): Promise<Buffer> => {
  const agent = new Agent({ type: 'udp4' });
  try {
    return await new Promise<Buffer>((resolve, reject) => {
      const request = agent.request({
        host: target.address,
        port: target.port,
        pathname: target.path,
        method: options.method,
      });
      const body = encode(options.body);
      const timer = setTimeout(
        () => reject(new CoapFailed(`${target.path}: no answer within ${options.timeoutMs} ms`)),
        options.timeoutMs,
      );
      request.on('error', (error: Error) => {
        clearTimeout(timer);
        reject(new CoapFailed(error.message, { cause: error }));
      });
      request.on('response', (response: IncomingMessage) => {
        clearTimeout(timer);
        if (response.code.startsWith('2.')) resolve(response.payload);
        else
          reject(
            new CoapFailed(
              `${target.path}: ${response.code} ${response.payload.toString('utf8').slice(0, 200)}`,
            ),
          );
      });
      request.setOption('Content-Format', 'application/json');
      // szx 6: blocks of 1,024 bytes (RFC 7959 §2.2)
      if (body.length > 1_000) request.setOption('Block1', Buffer.from([0x06]));
      request.end(body);
    });
  } finally {
    agent.close();
  }
};
