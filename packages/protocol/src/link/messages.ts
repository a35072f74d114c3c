import * as z from 'zod/mini';
import { OutboxEvent } from '../events.ts';
import { HostAddress } from '../ids.ts';
import { CalibrationState } from '../coap/calibration.ts';
import { CalibrateRequest } from './calibrate.ts';
import { Challenge, Proof } from './enrol.ts';
import { DesiredState } from './desired.ts';
import { DrillAnswer, DrillCommand } from './drill.ts';
import { LogAnswer, LogRequest } from './log.ts';
import { ReportedState } from './reported.ts';
import { ScreensRequest, ScreensState } from './screens.ts';
import { SimulateCommand } from './simulate.ts';
import { EpochMs } from '../units.ts';

/**
 * Protocol version of the agent link; a dashboard refuses an agent of another major version by
 * name.
 */
export const agentLinkVersion = 2;

/** socket.io namespace of the agents, and of the browsers. */
export const agentNamespace = '/agents';
export const liveNamespace = '/live';

/**
 * `data` of the refusal of a connection while many agents are greeted at once: when to come back,
 * so that all are served at the rate at which they can be.
 */
export const LinkBusy = z.object({
  comeBackMs: z.int().check(z.minimum(1), z.maximum(60_000)),
});
export type LinkBusy = z.infer<typeof LinkBusy>;

/**
 * First message after the proof. `address` is where this device's published ports are reached by
 * its neighbours.
 */
export const Hello = z.object({
  agentVersion: z.string(),
  address: HostAddress,
  displayUrl: z.nullable(z.string()),
  appliedRevision: z.nullable(z.int()),
  lastSeq: z.int(),
});
export type Hello = z.infer<typeof Hello>;

/**
 * The dashboard's time as it answers, by which the device corrects its own; older dashboards do not
 * say it.
 */
const dashboardTime = { now: z.optional(EpochMs) };

/** The dashboard's answer: the highest sequence it has stored, and the desired state. */
export const HelloAnswer = z.object({
  ackedSeq: z.int(),
  desired: DesiredState,
  ...dashboardTime,
});
export type HelloAnswer = z.infer<typeof HelloAnswer>;

export const EventsMessage = z.object({
  events: z.array(OutboxEvent).check(z.minLength(1), z.maxLength(500)),
});
export type EventsMessage = z.infer<typeof EventsMessage>;

/** Every acknowledgement of the link. `ok: false` names the mistake; nothing was changed. */
export const ack = <T extends z.ZodMiniType>(value: T) =>
  z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), value }),
    z.object({ ok: z.literal(false), error: z.string(), later: z.optional(z.boolean()) }),
  ]);
export type Ack<T> =
  | { ok: true; value: T }
  | { ok: false; error: string; later?: boolean | undefined };

/**
 * Why an agent does not follow its dashboard. `revision-jump`: the next desired state is too far
 * ahead to be the next. `revision-behind`: the dashboard knows less than the device, as one that was
 * restored from a copy. `ack-beyond`: it acknowledges events that were never made. An admin mends
 * that by making the device start over.
 */
export const LinkObjection = z.object({
  reason: z.enum(['revision-jump', 'revision-behind', 'ack-beyond']),
});
export type LinkObjection = z.infer<typeof LinkObjection>;

/**
 * Event names on the agents' namespace with the schema of what travels; `answer` is the
 * acknowledgement's value. All but `challenge` and `prove` are sealed.
 */
export const agentLink = {
  /** Dashboard → agent */
  challenge: { payload: Challenge },
  desired: { payload: DesiredState, answer: z.object({ revision: z.int() }) },
  simulate: { payload: SimulateCommand, answer: z.object({}) },
  drill: { payload: DrillCommand, answer: DrillAnswer },
  log: { payload: LogRequest, answer: LogAnswer },
  calibrate: { payload: CalibrateRequest, answer: CalibrationState },
  screens: { payload: ScreensRequest, answer: ScreensState },
  /** Agent → dashboard */
  prove: { payload: Proof, answer: z.object({}) },
  hello: { payload: Hello, answer: HelloAnswer },
  reported: { payload: ReportedState, answer: z.object(dashboardTime) },
  events: { payload: EventsMessage, answer: z.object({ ackedSeq: z.int() }) },
  objection: { payload: LinkObjection, answer: z.object({}) },
} as const;
