import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A TCP door to a Unix socket that the test can shut, as an engine that dies does. */
export class CutProxy {
  readonly #sockets = new Set<Socket>();
  readonly #server;
  /** Shut after so many bytes towards the engine. */
  cutAfterBytes = Number.POSITIVE_INFINITY;
  port = 0;

  constructor(socketPath: string) {
    this.#server = createServer((client) => {
      const engine = connect(socketPath);
      for (const socket of [client, engine]) {
        this.#sockets.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => this.#sockets.delete(socket));
      }
      let sent = 0;
      client.on('data', (chunk) => {
        sent += chunk.length;
        if (sent > this.cutAfterBytes) this.shut();
        else engine.write(chunk);
      });
      client.on('close', () => engine.destroy());
      engine.pipe(client);
    });
  }

  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(this.port, '127.0.0.1', resolve));
    this.port = (this.#server.address() as AddressInfo).port;
    onTestFinished(() => this.shut());
  }

  shut(): void {
    this.cutAfterBytes = Number.POSITIVE_INFINITY;
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }
}
