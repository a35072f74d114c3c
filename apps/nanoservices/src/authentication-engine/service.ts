import { IdentifyRequest, KeysRequest, Roster } from '@nanoedge/protocol';
import { AuthenticationEngineConfig } from './manifest.ts';
import type { EpochMs, IdentifyAnswer, ServiceEvent } from '@nanoedge/protocol';
import { BadRequest, changed, content, observable, withBody } from '@nanoedge/coap';
import type { Request } from '@nanoedge/coap';
import type { Nanoservice, Service, ServiceContext } from '../kit/service.ts';
import { openRosterDatabase } from './database.ts';
import { decideIdentity } from './decide-identity.ts';
import { DecisionLog } from './decision-log.ts';
import { RosterStore } from './roster-store.ts';

const createService = (context: ServiceContext<AuthenticationEngineConfig>): Service => {
  const { clock, config, events, log } = context;
  const database = openRosterDatabase(config.database);
  const roster = new RosterStore(database);
  const decisions = new DecisionLog(database);

  const identify = (request: IdentifyRequest): IdentifyAnswer => {
    // Who asks may have heard the time before this device did
    const now = clock.known ? clock.now() : request.at;
    const answer = decideIdentity(roster, request, {
      now,
      admissionMs: config.admissionMinutes * 60_000,
    });
    const decision = {
      at: now,
      journey: request.journey,
      zone: request.zone,
      outcome: answer.outcome,
      person: answer.outcome === 'unknown' ? null : answer.person.id,
      meeting: answer.outcome === 'expected' ? answer.meeting.id : null,
    };
    // Who is asked about again and again is decided again, but told of only when it came out anew.
    if (request.held !== undefined && decisions.repeats(decision)) return answer;
    decisions.add(decision);
    events.add(decisionEvent(request, answer, now));
    return answer;
  };

  const readable = observable('/roster', 'nanoedge.roster', () => roster.status());

  return {
    resources: [
      {
        path: '/identify',
        type: 'nanoedge.identify',
        handlers: { POST: withBody(IdentifyRequest, (body) => changed(identify(body))) },
      },
      {
        path: '/keys',
        type: 'nanoedge.keys',
        handlers: {
          POST: withBody(KeysRequest, ({ keys }) => changed(roster.knownOf(keys))),
        },
      },
      {
        ...readable,
        handlers: {
          ...readable.handlers,
          PUT: withBody(Roster, (body) => {
            roster.replace(body);
            log.info('roster stored', { ...roster.status() });
            context.notify('/roster');
            return changed(roster.status());
          }),
        },
      },
      {
        path: '/events',
        type: 'nanoedge.identity-log',
        handlers: {
          GET: ({ query }) =>
            content(decisions.page(numberIn(query, 'after', 0), numberIn(query, 'limit', 100))),
        },
      },
    ],
    start: () => {},
    stop: () => database.close(),
  };
};

const decisionEvent = (
  { journey, zone }: IdentifyRequest,
  answer: IdentifyAnswer,
  at: EpochMs,
): ServiceEvent => {
  switch (answer.outcome) {
    case 'expected':
      return {
        type: 'identity.recognised',
        at,
        zone,
        person: answer.person,
        meeting: answer.meeting.id,
        journey,
      };
    case 'uninvited':
      return {
        type: 'identity.refused',
        at,
        zone,
        reason: answer.noClock === true ? 'no-clock' : 'uninvited',
        person: answer.person,
        journey,
      };
    case 'unknown':
      return { type: 'identity.refused', at, zone, reason: 'unknown', person: null, journey };
  }
};

const numberIn = (query: Request['query'], name: string, fallback: number): number => {
  const text = query[name];
  if (text === undefined) return fallback;
  if (!/^\d{1,15}$/.test(text)) throw new BadRequest('is not a number', name);
  return Number(text);
};

export const authenticationEngine: Nanoservice<typeof AuthenticationEngineConfig> = {
  name: 'authentication-engine',
  configSchema: AuthenticationEngineConfig,
  create: createService,
};
