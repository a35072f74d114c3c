import { rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { describeError } from '@nanoedge/base';
import type { AgentStatus } from '@nanoedge/protocol';
import type { Logger } from 'pino';

/** The longest path that a unix socket can have, with its closing zero. */
const longestSocketPath = 108;

export interface ControlPorts {
  /** Path of the socket. */
  file: string;
  log: Logger;
  status: () => Promise<AgentStatus>;
}

/**
 * The operator's side of the agent: HTTP on a unix socket in its data folder, readable by the owner
 * only.
 */
export class ControlServer {
  readonly #ports: ControlPorts;
  readonly #server = createServer((request, response) => this.#answer(request, response));

  constructor(ports: ControlPorts) {
    this.#ports = ports;
  }

  /** Listens; without the socket the agent works, only nobody can ask it here. */
  listen(): void {
    const { file, log } = this.#ports;
    if (Buffer.byteLength(file) >= longestSocketPath) {
      log.error({ file }, 'the data folder has too long a path for the control socket');
      return;
    }
    rmSync(file, { force: true });
    this.#server.on('error', (error) => log.error({ reason: error.message }, 'no control socket'));
    this.#server.listen({ path: file, readableAll: false, writableAll: false });
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  #answer({ method, url }: IncomingMessage, response: ServerResponse): void {
    if (method !== 'GET' || url !== '/status') {
      response.writeHead(404).end();
      return;
    }
    this.#ports.status().then(
      (status) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(status));
      },
      (error: unknown) => {
        this.#ports.log.error({ reason: describeError(error) }, 'status failed');
        response.writeHead(500).end();
      },
    );
  }
}
