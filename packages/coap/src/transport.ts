import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';

/**
 * Where datagrams go out and come in. Whatever here needs a socket takes it from one of these, so
 * that a layer which protects messages can stand between CoAP and UDP. node-coap asks whether what
 * it got is a `Socket` of `node:dgram`: another kind must extend that class.
 */
export interface Transport {
  open(): Socket;
}

/** Plain UDP over IPv4. */
export const udp: Transport = { open: () => createSocket({ type: 'udp4' }) };

/** Resolves when `socket` listens at `at`; closes it and rejects when the address cannot be had. */
export const bind = async (
  socket: Socket,
  at: { address: string; port: number },
): Promise<void> => {
  await new Promise<void>((resolve, reject) => {
    const refuse = (error: Error): void => {
      socket.close();
      reject(error);
    };
    socket.once('error', refuse);
    socket.bind(at.port, at.address, () => {
      socket.removeListener('error', refuse);
      resolve();
    });
  });
};
