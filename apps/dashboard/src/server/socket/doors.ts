import type { IncomingMessage } from 'node:http';
import type { Server, Socket } from 'socket.io';
import type { ClientAddress } from '../auth/client-address.ts';
import { isLoopback } from '../http/either.ts';

/** The connection that a socket is on. */
type Connection = Socket['conn'];

/** Connections that have shown nothing yet, of one address; devices behind one router come at once. */
export const mostUnproven = 128;
/** Pages that one account has open. */
export const mostPages = 64;

/** Bytes of a message from who has proven nothing, and from a page at any time. */
const smallMessage = 4 * 1024;
/** Bytes of a message from a device. */
export const largestMessage = 4 * 1024 * 1024;

/** How many there are of each name; each leaves once. */
class Counted {
  readonly #counts = new Map<string, number>();

  of(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  enter(name: string): () => void {
    this.#counts.set(name, this.of(name) + 1);
    let inside = true;
    return () => {
      if (!inside) return;
      inside = false;
      const left = this.of(name) - 1;
      if (left > 0) this.#counts.set(name, left);
      else this.#counts.delete(name);
    };
  }
}

/** The parts of a transport that bound what it reads: by polling, and by a WebSocket of `ws`. */
interface Bounded {
  maxHttpBufferSize?: number;
  socket?: { _receiver?: { _maxPayload: number } };
}

/** `ws` has one bound for a whole server; each of its connections reads its own only here. */
const bound = (connection: Connection, bytes: number): void => {
  const transport = connection.transport as unknown as Bounded;
  if (transport.maxHttpBufferSize !== undefined) transport.maxHttpBufferSize = bytes;
  const receiver = transport.socket?._receiver;
  if (receiver !== undefined) receiver._maxPayload = bytes;
};

/**
 * Bounds connections before anybody knows whose they are, and those of one account: how many there
 * are, and how large what they say may be. What comes from this machine is not counted by address.
 */
export class Doors {
  readonly #clientAddress: ClientAddress;
  readonly #unproven = new Counted();
  readonly #pages = new Counted();
  readonly #waiting = new WeakMap<Connection, () => void>();

  constructor(clientAddress: ClientAddress) {
    this.#clientAddress = clientAddress;
  }

  /** Whether one more may come from there. */
  mayCome(request: IncomingMessage): boolean {
    const address = this.#clientAddress(request);
    return isLoopback(address) || this.#unproven.of(address) < mostUnproven;
  }

  /** Stands at the door of `io`. */
  watch(io: Server): void {
    io.engine.on('connection', (connection: Connection) => {
      const leave = this.#unproven.enter(this.#clientAddress(connection.request));
      this.#waiting.set(connection, leave);
      connection.once('close', leave);
      bound(connection, smallMessage);
      connection.once('upgrade', () => bound(connection, smallMessage));
    });
  }

  /** A device proved who it is. */
  provenDevice({ conn }: Socket): void {
    this.#waiting.get(conn)?.();
    bound(conn, largestMessage);
  }

  /** Somebody signed in opened a page; false when they have too many open. */
  admitsPage({ conn }: Socket, user: string): boolean {
    if (this.#pages.of(user) >= mostPages) return false;
    this.#waiting.get(conn)?.();
    conn.once('close', this.#pages.enter(user));
    return true;
  }
}
