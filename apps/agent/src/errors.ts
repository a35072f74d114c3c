import type { SnapshotFault } from '@nanoedge/archive';
import type { LinkDistrust } from '@nanoedge/protocol';
import { agentSettingProblems, containerProblems } from '@nanoedge/words';

/** What the agent can say went wrong; the class tells whose fault it is. */
export class AgentError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The operator's settings cannot be used; `problems` lists every one of them. */
export class ConfigInvalid extends AgentError {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(agentSettingProblems.all(problems));
    this.problems = problems;
  }
}

/** What was asked for at the device cannot be done like that; the message says what to do. */
export class ControlRefused extends AgentError {}

/** Nobody can be simulated like that. */
export class SimulationRefused extends ControlRefused {}

/** A main-controller of this device cannot be calibrated now; the message says what to do. */
export class CalibrationRefused extends AgentError {}

/** A browser cannot be let show the room screen, or not be taken from it; the message says why. */
export class ScreensRefused extends AgentError {}

/** The container engine did not answer; worth retrying. */
export class EngineUnreachable extends AgentError {}

/** The engine answered and refused; `status` is its HTTP status. */
export class EngineRefused extends AgentError {
  readonly status: number;
  constructor(status: number, reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.status = status;
  }
}

/** A container that we must not create; nothing reached the engine. */
export class SpecRefused extends AgentError {
  readonly problems: readonly string[];
  constructor(name: string, problems: readonly string[]) {
    super(containerProblems.refused(name, problems));
    this.problems = problems;
  }
}

/** The dashboard answered and does not want us; retrying soon will not help. */
export class LinkRefused extends AgentError {}

/** Who answers as the dashboard is not believed; nothing that it said was followed. */
export class DashboardDistrusted extends LinkRefused {
  readonly reason: LinkDistrust;
  constructor(reason: LinkDistrust, message: string) {
    super(message);
    this.reason = reason;
  }
}

/** The dashboard did not answer; worth retrying. */
export class DashboardUnreachable extends AgentError {}

/** Bytes that are not what their digest says. */
export class ContentCorrupt extends AgentError {}

/** An image layer or config that again and again is not what its digest says. */
export class ImageCorrupt extends AgentError {}

/** The device's own disk does not take what is needed; the message is for the admin. */
export class DiskRefused extends AgentError {}

/**
 * A snapshot could not be taken, stored or kept; the message is for the admin. Nothing half was
 * left behind.
 */
export class SnapshotFailed extends AgentError {}

/** A snapshot file that is not what was stored; the message says where. */
export class SnapshotCorrupt extends AgentError {
  /** The fault as every reader of snapshots names it; null where the file cannot be read at all. */
  readonly word: SnapshotFault | null;
  constructor(message: string, options: ErrorOptions & { word?: SnapshotFault } = {}) {
    super(message, options);
    this.word = options.word ?? null;
  }
}

/** Volumes could not be filled, or hold something else than the snapshot afterwards. */
export class RestoreFailed extends AgentError {}

/** A thing that cannot be written was written, or does not exist. */
export class ThingRefused extends AgentError {}

/** A container of which we do not know yet how to speak to it. */
export class KeyUnknown extends AgentError {
  constructor() {
    super('the secret of its container is not known yet');
  }
}
