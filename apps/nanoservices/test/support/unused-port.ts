import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';

/**
 * A port that nobody has now, below those that the system gives to whoever asks for any: a service
 * that restarts finds it free again.
 */
export const unusedPort = async (): Promise<number> => {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    const socket = createSocket('udp4');
    const free = await new Promise<boolean>((resolve) => {
      socket.once('error', () => resolve(false));
      socket.bind(port, '127.0.0.1', () => resolve(true));
    });
    socket.close();
    if (free) return port;
  }
};
