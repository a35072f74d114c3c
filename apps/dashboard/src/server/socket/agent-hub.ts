import {
  type Ack,
  ack,
  type CalibrateRequest,
  CalibrationState,
  type DesiredState,
  type DeviceId,
  DrillAnswer,
  type DrillCommand,
  agentNamespace,
  LogAnswer,
  type LogRequest,
  type SimulateCommand,
} from '@nanoedge/protocol';
import type { Namespace, Server, Socket } from 'socket.io';
import type { AgentsPort } from '../services/deps.ts';

const answerWithinMs = 5_000;

/** The links of the agents that proved who they are: one per device, the newer wins. */
export class AgentHub implements AgentsPort {
  readonly namespace: Namespace;
  readonly #links = new Map<DeviceId, Socket>();

  constructor(io: Server) {
    this.namespace = io.of(agentNamespace);
  }

  /** Takes a proven link. The link that the device had before is closed. */
  adopt(device: DeviceId, socket: Socket): void {
    const older = this.#links.get(device);
    this.#links.set(device, socket);
    if (older !== undefined && older !== socket) older.disconnect(true);
  }

  /**
   * Forgets a link that was lost. False when the device has a newer one, so that nothing changed.
   */
  release(device: DeviceId, socket: Socket): boolean {
    if (this.#links.get(device) !== socket) return false;
    return this.#links.delete(device);
  }

  /** When the dashboard ends: that it is we who hang up says nothing about the devices. */
  forgetAll(): void {
    this.#links.clear();
  }

  connected = (device: DeviceId): boolean => this.#links.has(device);

  pushDesired = (device: DeviceId, desired: DesiredState): void => {
    this.#links.get(device)?.emit('desired', desired, () => undefined);
  };

  simulate = async (devices: DeviceId[], command: SimulateCommand): Promise<number> => {
    const links = devices.flatMap((device) => this.#links.get(device) ?? []);
    const answers = await Promise.allSettled(
      links.map((link) => link.timeout(answerWithinMs).emitWithAck('simulate', command)),
    );
    return answers.filter((answer) => answer.status === 'fulfilled' && accepted(answer.value))
      .length;
  };

  drill = async (device: DeviceId, command: DrillCommand): Promise<DrillAnswer | null> => {
    const link = this.#links.get(device);
    if (link === undefined) return null;
    const said: unknown = await link
      .timeout(answerWithinMs)
      .emitWithAck('drill', command)
      // Whoever gives no answer has not agreed
      .catch(() => null);
    const answer = ack(DrillAnswer).safeParse(said);
    return answer.success && answer.data.ok ? answer.data.value : null;
  };

  calibrate = async (
    device: DeviceId,
    request: CalibrateRequest,
  ): Promise<Ack<CalibrationState> | null> => {
    const link = this.#links.get(device);
    if (link === undefined) return null;
    const said: unknown = await link
      .timeout(answerWithinMs)
      .emitWithAck('calibrate', request)
      // It went away meanwhile, or is older than the question
      .catch(() => null);
    const answer = ack(CalibrationState).safeParse(said);
    return answer.success ? answer.data : null;
  };

  readLog = async (device: DeviceId, request: LogRequest): Promise<LogAnswer | null> => {
    const link = this.#links.get(device);
    if (link === undefined) return null;
    try {
      const raw: unknown = await link.timeout(answerWithinMs).emitWithAck('log', request);
      const answer = ack(LogAnswer).safeParse(raw);
      return answer.success && answer.data.ok ? answer.data.value : null;
    } catch {
      // It went away meanwhile, or is older than the question
      return null;
    }
  };
}

const accepted = (answer: unknown): boolean =>
  typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === true;
