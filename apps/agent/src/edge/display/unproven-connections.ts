import type { Socket } from 'node:net';

/** So many connections of which nobody knows whose they are may be open at once. */
export const unprovenLimit = 48;

/**
 * The connections that have not proved yet that a paired screen has them. Where there are too many,
 * the oldest one of the address that has most of them goes, so one host keeps out only itself.
 */
export class UnprovenConnections {
  readonly #limit: number;
  readonly #sockets = new Map<Socket, string>();

  constructor(limit = unprovenLimit) {
    this.#limit = limit;
  }

  add(socket: Socket): void {
    this.#sockets.set(socket, socket.remoteAddress ?? '');
    socket.once('close', () => this.#sockets.delete(socket));
    if (this.#sockets.size > this.#limit) this.#drop();
  }

  /** A paired screen asked over it. */
  prove(socket: Socket): void {
    this.#sockets.delete(socket);
  }

  #drop(): void {
    const counts = new Map<string, number>();
    for (const address of this.#sockets.values())
      counts.set(address, (counts.get(address) ?? 0) + 1);
    const most = Math.max(...counts.values());
    for (const [socket, address] of this.#sockets) {
      if (counts.get(address) !== most) continue;
      this.#sockets.delete(socket);
      socket.destroy();
      return;
    }
  }
}
