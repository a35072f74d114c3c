import type { AgentStatus, OutboxReport, ServiceState } from '@nanoedge/protocol';
import { formatBytes, formatSpan, relativeTime, serviceWord, statusLines } from '@nanoedge/words';
import pc from 'picocolors';

/**
 * A service as its agent says it. `known`: it is so now; else it was so at `lastTrueAt` (epoch ms,
 * null when nobody knows), when the engine answered last.
 */
export interface ServiceRow {
  name: string;
  nanoservice: string;
  state: ServiceState;
  detail: string | null;
  known: boolean;
  lastTrueAt: number | null;
  image: string;
  imageBytes: number | null;
  memoryBytes: number | null;
  initiationMs: number | null;
  restarts: number;
}

/**
 * A device as its agent says it. Its state is `connected`, another state of its link, `agent not
 * answering`, `stopped`, or `expected`: it has never been here. `engineSeenAt`: when its engine
 * answered last, as far as that is known.
 */
export interface ToldDevice {
  name: string;
  id: string | null;
  state: string;
  dockerHost: string | null;
  engine: boolean | null;
  engineSeenAt: number | null;
  /** Whether the device does what the dashboard wants of it, as far as it could be done. */
  settled: boolean;
  /** Events that wait for the dashboard, and how much may; null when the agent does not say. */
  outbox: OutboxReport | null;
  services: ServiceRow[];
}

export interface AskedDevice {
  name: string;
  dockerHost: string | null;
  /** Whether the agent's process is there, was there, or has never been. */
  agent: 'lives' | 'stopped' | 'expected';
  /** What it answered; null when it did not. */
  status: AgentStatus | null;
}

export const deviceRow = ({ name, dockerHost, agent, status }: AskedDevice): ToldDevice => {
  if (status === null)
    return {
      name,
      id: null,
      state: agent === 'lives' ? 'agent not answering' : agent,
      dockerHost,
      engine: null,
      engineSeenAt: null,
      settled: false,
      outbox: null,
      services: [],
    };
  const { engine, engineSeenAt } = status;
  return {
    name,
    id: status.device,
    state: status.connection === 'online' ? 'connected' : status.connection,
    dockerHost,
    // Before it has enrolled nobody has asked its engine
    engine: status.device === null ? null : engine.reachable,
    engineSeenAt,
    settled: status.desiredRevision !== null && status.appliedRevision === status.desiredRevision,
    outbox: status.outbox,
    services: status.services.map((service) => ({
      name: service.name,
      nanoservice: service.nanoservice,
      state: service.state,
      detail: service.detail,
      known: engine.reachable,
      lastTrueAt: engineSeenAt,
      image: service.image,
      imageBytes: service.imageBytes,
      memoryBytes: service.memoryBytes,
      initiationMs: service.initiationMs,
      restarts: service.restarts,
    })),
  };
};

const ago = (at: number | null, now: number): string =>
  at === null ? statusLines.unknownWhen : relativeTime(at, now);

export const deviceLine = (
  { name, state, engine, engineSeenAt }: ToldDevice,
  now: number,
): string =>
  engine === false
    ? statusLines.deviceWithoutEngine(pc.bold(name), state, ago(engineSeenAt, now))
    : statusLines.device(pc.bold(name), state);

const orDash = <T>(value: T | null, text: (value: T) => string): string =>
  value === null ? '–' : text(value);

/** A service in a line, the reason of what fails below it; what is old says so, with its age. */
export const serviceLine = (service: ServiceRow, now: number): string => {
  const { word, tone } = serviceWord[service.state];
  const state = service.known ? word : statusLines.was(word, ago(service.lastTrueAt, now));
  const cells = [
    service.name.padEnd(28),
    state.padEnd(20),
    orDash(service.imageBytes, formatBytes).padStart(8),
    orDash(service.memoryBytes, formatBytes).padStart(8),
    orDash(service.initiationMs, formatSpan).padStart(8),
  ];
  const line = `  ${cells.join('  ')}`;
  const why = service.known && tone === 'broken' ? service.detail : null;
  return why === null ? line : `${line}\n    ${why}`;
};
