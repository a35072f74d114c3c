import { type Clock, describeError } from '@nanoedge/base';
import { IdentifyAnswer, SessionAnswer } from '@nanoedge/protocol';
import type {
  GuidanceCommand,
  IdentifyRequest,
  ScanCommand,
  SessionCommand,
} from '@nanoedge/protocol';
import { PeerRefused } from '@nanoedge/coap';
import type { ClientRequest, CoapClient, Log } from '@nanoedge/coap';
import type { MainControllerConfig } from './manifest.ts';
import { Lanes } from './lanes.ts';
import type { Command, ControllerInput } from './model.ts';

export interface ExecutorTools {
  client: CoapClient;
  clock: Clock;
  log: Log;
  config: MainControllerConfig;
  /** Address of a peer by its name in the config. */
  peer: (name: string) => string;
  /** What came of a command, back into `decide`. */
  dispatch: (input: ControllerInput) => void;
}

export type PeerCommand = Exclude<Command, { kind: 'tell' }>;

/** meeting-room fetches the content before it answers. */
const showTimeoutMs = 8000;
const commandTimeoutMs = 2000;

/** Turns commands into CoAP requests and their answers into inputs. */
export class Executor {
  readonly #tools: ExecutorTools;
  readonly #lanes = new Lanes();

  constructor(tools: ExecutorTools) {
    this.#tools = tools;
  }

  execute(command: PeerCommand): void {
    this.#lanes
      .run(laneOf(command), () => this.#perform(command))
      .catch((error: unknown) => {
        this.#tools.log.warn('lane failed', { reason: describeError(error) });
      });
  }

  async #perform(command: PeerCommand): Promise<void> {
    try {
      const outcome = await this.#request(command);
      if (outcome !== null) this.#tools.dispatch(outcome);
    } catch (error) {
      this.#tools.log.warn('command failed', {
        command: command.kind,
        reason: describeError(error),
      });
      const failure = failureOf(command, error);
      if (failure !== null) this.#tools.dispatch(failure);
    }
  }

  async #request(command: PeerCommand): Promise<ControllerInput | null> {
    const { client, clock, config } = this.#tools;
    const { leaseSeconds } = config;
    switch (command.kind) {
      case 'scan': {
        const body: ScanCommand =
          command.journey === null ? { leaseSeconds } : { leaseSeconds, journey: command.journey };
        const answer = await client.send({ ...this.#scanner(command.zone), method: 'PUT', body });
        return { kind: 'scan-answered', zone: command.zone, begun: answer.code === '2.01' };
      }
      case 'stop-scan':
        await client.send({ ...this.#scanner(command.zone), method: 'DELETE' });
        return null;
      case 'identify': {
        const { kind: _kind, ...asked } = command;
        const { journey } = asked;
        const body: IdentifyRequest = { ...asked, at: clock.now() };
        const answer = await client.request(
          { ...this.#to(config.authentication, '/identify'), method: 'POST', body },
          IdentifyAnswer,
        );
        return { kind: 'identified', journey, answer };
      }
      case 'guide': {
        const { journey, person, key, from, to } = command;
        const body: GuidanceCommand = { person, key, from, to, leaseSeconds };
        await client.send({
          ...this.#to(config.guidance, `/guidance/${journey}`),
          method: 'PUT',
          body,
        });
        return { kind: 'guided', journey };
      }
      case 'stop-guiding':
        await client.send({
          ...this.#to(config.guidance, `/guidance/${command.journey}?reason=${command.reason}`),
          method: 'DELETE',
        });
        return null;
      case 'show': {
        const { meeting, present } = command;
        const body: SessionCommand = { meeting, present: [...present], leaseSeconds };
        const to = {
          ...this.#to(command.display, `/sessions/${meeting.id}`),
          timeoutMs: showTimeoutMs,
        };
        const { shown } = await client.request({ ...to, method: 'PUT', body }, SessionAnswer);
        return {
          kind: 'session-answered',
          meeting: meeting.id,
          shown,
          journeys: present.map(({ journey }) => journey),
        };
      }
      case 'hide':
        await client.send({
          ...this.#to(command.display, `/sessions/${command.meeting}?reason=${command.reason}`),
          method: 'DELETE',
        });
        return null;
    }
  }

  #scanner(zone: keyof MainControllerConfig['scanners']): Omit<ClientRequest, 'method'> {
    return this.#to(this.#tools.config.scanners[zone] ?? '', '/scan');
  }

  #to(peer: string, path: string): Omit<ClientRequest, 'method'> {
    return { url: this.#tools.peer(peer), path, timeoutMs: commandTimeoutMs };
  }
}

/**
 * Commands of one lane concern the same resource, so the newer one makes the older one pointless.
 */
const laneOf = (command: PeerCommand): string => {
  switch (command.kind) {
    case 'scan':
    case 'stop-scan':
      return `scan/${command.zone}`;
    case 'identify':
      return `identify/${command.journey}`;
    case 'guide':
    case 'stop-guiding':
      return `guidance/${command.journey}`;
    case 'show':
      return `sessions/${command.meeting.id}`;
    case 'hide':
      return `sessions/${command.meeting}`;
  }
};

/**
 * What `decide` must know of a failure. Stops that fail need nothing: the lease ends what was to be
 * stopped.
 */
const failureOf = (command: PeerCommand, error: unknown): ControllerInput | null => {
  switch (command.kind) {
    case 'scan':
      return { kind: 'scan-failed', zone: command.zone };
    case 'identify':
      return { kind: 'identify-failed', journey: command.journey };
    case 'guide':
      return {
        kind: 'guide-failed',
        journey: command.journey,
        permanent: error instanceof PeerRefused && !error.temporary,
      };
    case 'stop-scan':
    case 'stop-guiding':
    case 'show':
    case 'hide':
      return null;
  }
};
