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
  type ScreensRequest,
  ScreensState,
  type SimulateCommand,
} from '@nanoedge/protocol';
import type { Namespace, Server } from 'socket.io';
import * as z from 'zod/mini';
import type { AgentsPort } from '../services/deps.ts';
import type { SealedLink } from './sealed-link.ts';

/** The links of the agents that proved who they are: one per device, the newer wins. */
export class AgentHub implements AgentsPort {
  readonly namespace: Namespace;
  readonly #links = new Map<DeviceId, SealedLink>();

  constructor(io: Server) {
    this.namespace = io.of(agentNamespace);
  }

  /** Takes a proven link. The link that the device had before is closed; whether there was one. */
  adopt(device: DeviceId, link: SealedLink): boolean {
    const older = this.#links.get(device);
    this.#links.set(device, link);
    older?.end();
    return older !== undefined;
  }

  /**
   * Forgets a link that was lost. False when the device has a newer one, so that nothing changed.
   */
  release(device: DeviceId, link: SealedLink): boolean {
    if (this.#links.get(device) !== link) return false;
    return this.#links.delete(device);
  }

  /** When the dashboard ends: that it is we who hang up says nothing about the devices. */
  forgetAll(): void {
    this.#links.clear();
  }

  connected = (device: DeviceId): boolean => this.#links.has(device);

  pushDesired = (device: DeviceId, desired: DesiredState): void => {
    this.#links.get(device)?.tell('desired', desired);
  };

  disconnect = (device: DeviceId): void => {
    this.#links.get(device)?.end();
  };

  simulate = async (devices: DeviceId[], command: SimulateCommand): Promise<number> => {
    const answers = await Promise.all(
      devices.map((device) => this.#ask(device, 'simulate', command)),
    );
    return answers.filter((answer) => ack(z.unknown()).safeParse(answer).data?.ok === true).length;
  };

  drill = async (device: DeviceId, command: DrillCommand): Promise<DrillAnswer | null> => {
    const answer = ack(DrillAnswer).safeParse(await this.#ask(device, 'drill', command));
    // Whoever gives no answer has not agreed
    return answer.success && answer.data.ok ? answer.data.value : null;
  };

  calibrate = async (
    device: DeviceId,
    request: CalibrateRequest,
  ): Promise<Ack<CalibrationState> | null> => {
    const answer = ack(CalibrationState).safeParse(await this.#ask(device, 'calibrate', request));
    return answer.success ? answer.data : null;
  };

  screens = async (
    device: DeviceId,
    request: ScreensRequest,
  ): Promise<Ack<ScreensState> | null> => {
    const answer = ack(ScreensState).safeParse(await this.#ask(device, 'screens', request));
    return answer.success ? answer.data : null;
  };

  readLog = async (device: DeviceId, request: LogRequest): Promise<LogAnswer | null> => {
    const answer = ack(LogAnswer).safeParse(await this.#ask(device, 'log', request));
    return answer.success && answer.data.ok ? answer.data.value : null;
  };

  /** Null for no answer. */
  async #ask(device: DeviceId, event: string, payload: unknown): Promise<unknown> {
    return (await this.#links.get(device)?.ask(event, payload)) ?? null;
  }
}
