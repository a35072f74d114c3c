import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { describeError } from '@nanoedge/base';
import type { DeviceId, ReportedState } from '@nanoedge/protocol';
import type { Logger } from 'pino';
import type { LinkState } from '../uplink/link/state.ts';

/** What `GET /status` answers: the reported state as of now, and how the agent itself is. */
export interface AgentStatus extends ReportedState {
  device: DeviceId | null;
  name: string;
  connection: LinkState;
  desiredRevision: number | null;
}

/** The longest path that a unix socket can have, with its closing zero. */
const longestSocketPath = 108;

/**
 * The operator's side of the agent: HTTP on a unix socket in its data folder, readable by the owner
 * only.
 */
export class ControlServer {
  readonly #file: string;
  readonly #log: Logger;
  readonly #server: Server;

  constructor(ports: { file: string; log: Logger; status: () => Promise<AgentStatus> }) {
    this.#file = ports.file;
    this.#log = ports.log;
    this.#server = createServer((request, response) => {
      if (request.method !== 'GET' || request.url !== '/status') {
        response.writeHead(404).end();
        return;
      }
      ports.status().then(
        (status) => {
          response.writeHead(200, { 'content-type': 'application/json' });
          response.end(JSON.stringify(status));
        },
        (error: unknown) => {
          ports.log.error({ reason: describeError(error) }, 'status failed');
          response.writeHead(500).end();
        },
      );
    });
  }

  /** Listens; without the socket the agent works, only nobody can ask it here. */
  listen(): void {
    if (Buffer.byteLength(this.#file) >= longestSocketPath) {
      this.#log.error(
        { file: this.#file },
        'the data folder has too long a path for the control socket',
      );
      return;
    }
    rmSync(this.#file, { force: true });
    this.#server.on('error', (error) =>
      this.#log.error({ reason: error.message }, 'no control socket'),
    );
    this.#server.listen({ path: this.#file, readableAll: false, writableAll: false });
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }
}
