import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:dgram';

/** Turns of the event loop without a datagram after which everything has been said. */
const quietTurns = 4;

/** A datagram to a socket that is closed never arrives. */
const mostTurns = 400;

/**
 * The datagrams that are on their way between sockets of this process, so that a clock that is moved
 * by hand can stand still meanwhile.
 */
export class Traffic {
  #onTheWay = 0;

  /** Counts those of every socket that is made from now on; the answer ends that. */
  watch(): () => void {
    const onSocket = (message: unknown): void =>
      this.#follow((message as { socket: Socket }).socket);
    subscribe('udp.socket', onSocket);
    return () => unsubscribe('udp.socket', onSocket);
  }

  /** Until no datagram is on its way and nobody answers any more. */
  settle = async (): Promise<void> => {
    let quiet = 0;
    for (let turn = 0; quiet < quietTurns && turn < mostTurns; turn += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      quiet = this.#onTheWay === 0 ? quiet + 1 : 0;
    }
    this.#onTheWay = 0;
  };

  #follow(socket: Socket): void {
    const send = socket.send.bind(socket) as (...args: unknown[]) => void;
    socket.send = (...args: unknown[]): void => {
      this.#onTheWay += 1;
      send(...args);
    };
    socket.prependListener('message', () => {
      this.#onTheWay = Math.max(0, this.#onTheWay - 1);
    });
  }
}
