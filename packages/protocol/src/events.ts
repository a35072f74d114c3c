import * as z from 'zod/mini';
import { ThingProblem } from './drivers.ts';
import { Journey, RefusalReason } from './coap/journeys.ts';
import { MeetingEnd } from './coap/sessions.ts';
import {
  DeploymentId,
  DeviceId,
  IdentityKey,
  JourneyId,
  MeetingId,
  NanoserviceName,
  ThingName,
  ZoneId,
} from './ids.ts';
import { DriftEvent, RunFinishedEvent, RunStepEvent } from './runs.ts';
import { outboxReport } from './outbox.ts';
import { PersonSummary } from './people.ts';
import { Bytes, Dbm, EpochMs, Milliseconds, Seconds } from './units.ts';

const journeyRef = { journey: z.nullable(JourneyId) };

/** Requests of senders that were not proven to be anybody who may speak here. */
const RefusedRequestsEvent = z.object({
  type: z.literal('requests.refused'),
  at: EpochMs,
  /** Of how long the count is, up to `at`. */
  seconds: Seconds,
  count: z.int().check(z.positive()),
  /** The address that the last of them came from, which anybody can forge. */
  from: z.ipv4(),
});

/** What a nanoservice tells its gateway (`POST /events`); the agent adds who said it. */
export const ServiceEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('presence.detected'), at: EpochMs, zone: ZoneId }),
  z.object({ type: z.literal('presence.cleared'), at: EpochMs, zone: ZoneId }),
  z.object({ type: z.literal('scan.started'), at: EpochMs, zone: ZoneId, ...journeyRef }),
  z.object({ type: z.literal('scan.stopped'), at: EpochMs, zone: ZoneId, ...journeyRef }),
  z.object({
    type: z.literal('sighting'),
    at: EpochMs,
    zone: ZoneId,
    key: IdentityKey,
    rssi: Dbm,
    ...journeyRef,
  }),
  z.object({
    type: z.literal('keys.unknown'),
    at: EpochMs,
    zone: ZoneId,
    /** Of how long the count is, up to `at`. */
    seconds: Seconds,
    /** Different keys of nobody; `more` when there were too many to tell them all apart. */
    count: z.int().check(z.positive()),
    more: z.boolean(),
  }),
  z.object({
    type: z.literal('identity.recognised'),
    at: EpochMs,
    zone: ZoneId,
    person: PersonSummary,
    meeting: MeetingId,
    ...journeyRef,
  }),
  z.object({
    type: z.literal('identity.refused'),
    at: EpochMs,
    zone: ZoneId,
    reason: RefusalReason,
    person: z.nullable(PersonSummary),
    ...journeyRef,
  }),
  z.object({
    type: z.literal('guidance.started'),
    at: EpochMs,
    person: PersonSummary,
    to: ZoneId,
    ...journeyRef,
  }),
  z.object({
    type: z.literal('guidance.stopped'),
    at: EpochMs,
    person: PersonSummary,
    reason: z.enum(['arrived', 'cancelled', 'lapsed']),
    ...journeyRef,
  }),
  z.object({ type: z.literal('content.cleared'), at: EpochMs, meeting: MeetingId }),
  z.object({
    type: z.literal('content.shown'),
    at: EpochMs,
    meeting: MeetingId,
    items: z.int(),
    ...journeyRef,
  }),
  z.object({
    type: z.literal('content.hidden'),
    at: EpochMs,
    meeting: MeetingId,
    reason: z.union([MeetingEnd, z.literal('lapsed')]),
  }),
  z.object({
    type: z.literal('content.missing'),
    at: EpochMs,
    meeting: MeetingId,
    detail: z.string(),
  }),
  z.object({
    type: z.literal('journey.updated'),
    at: EpochMs,
    journey: JourneyId,
    snapshot: Journey,
  }),
  RefusedRequestsEvent,
]);
export type ServiceEvent = z.infer<typeof ServiceEvent>;

const serviceEventTypes = {
  'presence.detected': 'presence.detected',
  'presence.cleared': 'presence.cleared',
  'scan.started': 'scan.started',
  'scan.stopped': 'scan.stopped',
  sighting: 'sighting',
  'keys.unknown': 'keys.unknown',
  'identity.recognised': 'identity.recognised',
  'identity.refused': 'identity.refused',
  'guidance.started': 'guidance.started',
  'guidance.stopped': 'guidance.stopped',
  'content.cleared': 'content.cleared',
  'content.shown': 'content.shown',
  'content.hidden': 'content.hidden',
  'content.missing': 'content.missing',
  'journey.updated': 'journey.updated',
  'requests.refused': 'requests.refused',
} as const satisfies { [Type in ServiceEvent['type']]: Type };

/** Of what a nanoservice can tell. */
export const ServiceEventType = z.enum(serviceEventTypes);
export type ServiceEventType = z.infer<typeof ServiceEventType>;

/** What every nanoservice may tell of, whatever its release says. */
export const everybodysEvents: readonly ServiceEventType[] = ['requests.refused'];

const serviceRef = { deployment: DeploymentId, nanoservice: NanoserviceName };

/** What a volume of a deployment, by the name that its release gives it, holds and may hold. */
const volumeUse = { volume: z.string(), bytes: Bytes, limitBytes: Bytes };

/**
 * So many events, of so many of each type, that happened between `from` and `to` were given up: there
 * was no room for more. It has the place of what it names, so that the numbers of a device have no
 * gaps.
 */
export const GivenUpEvent = z.object({
  type: z.literal('events.given-up'),
  at: EpochMs,
  count: z.int().check(z.positive()),
  from: EpochMs,
  to: EpochMs,
  types: z.record(z.string(), z.int().check(z.positive())),
});
export type GivenUpEvent = z.infer<typeof GivenUpEvent>;

/**
 * Why an agent does not believe who answers as its dashboard: the three objections of the link, a
 * certificate that its authority does not vouch for, a signature that is not the dashboard's, and a
 * message that it did not say or not then.
 */
export const LinkDistrust = z.enum([
  'other-authority',
  'other-dashboard',
  'broken-seal',
  'revision-jump',
  'revision-behind',
  'ack-beyond',
]);
export type LinkDistrust = z.infer<typeof LinkDistrust>;

/** What an agent itself observes. */
export const AgentOwnEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('service.starting'), at: EpochMs, ...serviceRef }),
  z.object({
    type: z.literal('service.answering'),
    at: EpochMs,
    initiationMs: z.nullable(Milliseconds),
    ...serviceRef,
  }),
  z.object({
    type: z.literal('service.exited'),
    at: EpochMs,
    exitCode: z.nullable(z.int()),
    detail: z.string(),
    ...serviceRef,
  }),
  z.object({ type: z.literal('service.removed'), at: EpochMs, ...serviceRef }),
  z.object({ type: z.literal('service.failed'), at: EpochMs, detail: z.string(), ...serviceRef }),
  /** A volume holds four fifths of what it may, or all of it: at that its service is stopped. */
  z.object({ type: z.literal('volume.filling'), at: EpochMs, ...volumeUse, ...serviceRef }),
  z.object({ type: z.literal('volume.full'), at: EpochMs, ...volumeUse, ...serviceRef }),
  z.object({ type: z.literal('desired.applied'), at: EpochMs, revision: z.int() }),
  z.object({
    type: z.literal('thing.fired'),
    at: EpochMs,
    thing: ThingName,
    zone: ZoneId,
    detail: z.string(),
  }),
  /** A thing does not work any more, for a reason, or works again. */
  z.object({
    type: z.literal('thing.failing'),
    at: EpochMs,
    thing: ThingName,
    zone: ZoneId,
    problem: ThingProblem,
    detail: z.string().check(z.maxLength(300)),
  }),
  z.object({ type: z.literal('thing.working'), at: EpochMs, thing: ThingName, zone: ZoneId }),
  z.object({ type: z.literal('agent.started'), at: EpochMs, version: z.string() }),
  /** The machine's clock left the dashboard's, or came back: `aheadMs` is negative when behind. */
  z.object({ type: z.literal('clock.differs'), at: EpochMs, aheadMs: z.int() }),
  z.object({ type: z.literal('clock.agrees'), at: EpochMs }),
  /** Who answered as the dashboard was not followed: it is another, somebody was between, or it errs. */
  z.object({ type: z.literal('link.distrusted'), at: EpochMs, reason: LinkDistrust }),
  /** The device cuts itself off from its dashboard, and is back: by itself, or ended at the device. */
  z.object({
    type: z.literal('drill.began'),
    at: EpochMs,
    minutes: z.int().check(z.minimum(1)),
    endsAt: EpochMs,
  }),
  z.object({ type: z.literal('drill.ended'), at: EpochMs, by: z.enum(['time', 'device']) }),
  /** Little room is left for events that wait for the dashboard. */
  z.object({ type: z.literal('outbox.filling'), at: EpochMs, ...outboxReport }),
  /** A service tells of more than it may; told when that begins. */
  z.object({
    type: z.literal('events.limited'),
    at: EpochMs,
    perSecond: z.int().check(z.positive()),
    ...serviceRef,
  }),
  GivenUpEvent,
  RunStepEvent,
  RunFinishedEvent,
  DriftEvent,
]);
export type AgentOwnEvent = z.infer<typeof AgentOwnEvent>;

/** Who spoke: the container's deployment by its network address, or the agent itself. */
export const EventSource = z.object({
  deployment: z.nullable(DeploymentId),
  nanoservice: z.nullable(NanoserviceName),
});
export type EventSource = z.infer<typeof EventSource>;

export const EventBody = z.discriminatedUnion('type', [ServiceEvent, AgentOwnEvent]);
export type EventBody = z.infer<typeof EventBody>;
export type EventType = EventBody['type'];

/**
 * An event in a device's outbox. `seq` starts at 1 and has no gaps; (device, seq) is unique for
 * ever.
 */
export const OutboxEvent = z.object({
  seq: z.int().check(z.positive()),
  source: EventSource,
  body: EventBody,
});
export type OutboxEvent = z.infer<typeof OutboxEvent>;

/**
 * An event as the dashboard stored it; `id` is the cursor of every resync and grows in commit
 * order.
 */
export const StoredEvent = z.extend(OutboxEvent, {
  id: z.int().check(z.positive()),
  device: DeviceId,
  receivedAt: EpochMs,
});
export type StoredEvent = z.infer<typeof StoredEvent>;
