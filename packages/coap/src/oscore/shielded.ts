import type { RemoteInfo, Socket } from 'node:dgram';
import type { Transport } from '../transport.ts';
import type { Endpoint, Shield } from './shield.ts';

/** How datagrams that need no answer of ours go out. */
export type Transmit = (datagram: Buffer, to: Endpoint) => void;

/** Who sent a datagram, and as which peer he was proven. */
export interface ProvenSender extends RemoteInfo {
  peer: string | null;
}

type Send = (datagram: Buffer | Buffer[], ...rest: unknown[]) => void;

/** The forms of `send` that are used here: whole, or with offset and length. */
const target = (rest: readonly unknown[]): { to: Endpoint; done: (() => void) | null } => {
  const isSlice = typeof rest[1] === 'number';
  const [port, address] = isSlice ? rest.slice(2) : rest;
  const done = rest.find((one) => typeof one === 'function');
  return {
    to: { port: Number(port), address: typeof address === 'string' ? address : '127.0.0.1' },
    done: done === undefined ? null : (done as () => void),
  };
};

/**
 * Sockets whose datagrams pass a shield. They stay sockets of `node:dgram`, of which two methods
 * are replaced: what sends, and what hands on what came in.
 */
export const shielded = (
  transport: Transport,
  shieldFor: (transmit: Transmit) => Shield,
): Transport => ({
  open: () => {
    const socket = transport.open();
    const send = socket.send.bind(socket) as Send;
    const emit = socket.emit.bind(socket) as (event: string, ...args: unknown[]) => boolean;
    const transmit: Transmit = (datagram, { port, address }) => send(datagram, port, address);
    const shield = shieldFor(transmit);
    const replaced: { send: Send; emit: typeof emit } = {
      send: (datagram, ...rest) => {
        // The socket itself, which held back what passed here until it was bound
        if (Array.isArray(datagram)) return send(datagram, ...rest);
        const { to, done } = target(rest);
        const out = shield.outgoing(datagram, to);
        if (out !== null) send(out, to.port, to.address, done ?? (() => {}));
        else done?.();
      },
      emit: (event, ...args) => {
        if (event !== 'message') return emit(event, ...args);
        const [datagram, from] = args as [Buffer, RemoteInfo];
        const { deliver, replies = [] } = shield.incoming(datagram, from);
        for (const reply of replies) transmit(reply, from);
        if (deliver === undefined) return true;
        return emit(event, deliver.datagram, { ...from, peer: deliver.peer });
      },
    };
    return Object.assign(socket, replaced as unknown as Pick<Socket, 'send' | 'emit'>);
  },
});
