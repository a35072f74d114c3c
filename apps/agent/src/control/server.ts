import { rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { describeError } from '@nanoedge/base';
import { InvalidMessage, parseJson, type AgentStatus } from '@nanoedge/protocol';
import { simulateCommandWords } from '@nanoedge/words';
import type { Logger } from 'pino';
import { ControlRefused } from '../errors.ts';
import { LocalDrill } from './local-drill.ts';
import { LocalSimulation } from './local-walk.ts';

/** The longest path that a unix socket can have, with its closing zero. */
const longestSocketPath = 108;

export interface ControlPorts {
  /** Path of the socket. */
  file: string;
  log: Logger;
  status: () => Promise<AgentStatus>;
  /** Lets a simulated person in or out; what became of it. Throws SimulationRefused. */
  simulate: (request: LocalSimulation) => string;
  /** What is to be said of a drill, or of its end. Throws ControlRefused. */
  drill: (request: LocalDrill) => string;
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

  #answer(asked: IncomingMessage, response: ServerResponse): void {
    const { method, url } = asked;
    const { drill, simulate } = this.#ports;
    if (method === 'POST' && url === '/simulate') {
      void this.#take(asked, response, (text) =>
        simulate(parseJson(LocalSimulation, text, 'simulation')),
      );
      return;
    }
    if (method === 'POST' && url === '/drill') {
      void this.#take(asked, response, (text) => drill(parseJson(LocalDrill, text, 'drill')));
      return;
    }
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

  async #take(
    asked: IncomingMessage,
    response: ServerResponse,
    work: (text: string) => string,
  ): Promise<void> {
    try {
      const said = work((await asked.toArray()).join(''));
      response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(said);
    } catch (error) {
      const refused = error instanceof ControlRefused;
      const bad = error instanceof InvalidMessage;
      if (!refused && !bad)
        this.#ports.log.error({ reason: describeError(error) }, 'a request at the device failed');
      response.writeHead(refused ? 409 : bad ? 400 : 500);
      response.end(refused ? error.message : simulateCommandWords.badRequest);
    }
  }
}
