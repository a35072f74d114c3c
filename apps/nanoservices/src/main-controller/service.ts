import { randomBytes } from 'node:crypto';
import { PresenceReport, SightingReport, TeachCommand } from '@nanoedge/protocol';
import { MainControllerConfig } from './manifest.ts';
import type { EpochMs, Journey, JourneysState, ServiceEvent } from '@nanoedge/protocol';
import type { Resource } from '@nanoedge/coap';
import { Alarm } from '../kit/alarm.ts';
import { changed, content, deleted, observable, withBody } from '@nanoedge/coap';
import { peerUrl } from '../kit/service.ts';
import type { Nanoservice, Service, ServiceContext } from '../kit/service.ts';
import { Calibration } from './calibration.ts';
import { corrected } from './corrected.ts';
import { decide, journeysOf } from './decide.ts';
import { Executor } from './execute.ts';
import { nextDeadline } from './expiry.ts';
import { followRoster } from './follow-roster.ts';
import { Hearing } from './hearing.ts';
import { initialState } from './model.ts';
import type { Command, ControllerInput } from './model.ts';
import { Recovery } from './recover.ts';
import { floorOfConfig } from './whereabouts.ts';

const createService = (context: ServiceContext<MainControllerConfig>): Service => {
  const { client, clock, config, environment, events, log } = context;
  let state = initialState(`j-${randomBytes(4).toString('hex')}`);
  const alarm = new Alarm(clock, () => dispatch({ kind: 'tick' }));
  let stopped = false;
  const dispatch = (input: ControllerInput): void => {
    if (stopped) return;
    if (input.kind === 'scan-answered') hearing.listening(input.zone);
    const decision = decide(state, input, { config, now: clock.now() });
    state = decision.state;
    for (const command of decision.commands) perform(command);
    if (decision.commands.some(({ kind }) => kind === 'tell')) context.notify('/journeys');
    alarm.set(nextDeadline(state, { config, now: clock.now() }));
  };
  const perform = (command: Command): void => {
    if (command.kind !== 'tell') executor.execute(command);
    else for (const event of eventsOf(command.journey, clock.now())) events.add(event);
  };

  const tools = {
    client,
    clock,
    log,
    config,
    peer: (name: string) => peerUrl(environment, name),
    dispatch,
  };
  const executor = new Executor(tools);
  const calibration = new Calibration({
    clock,
    floor: floorOfConfig(config),
    onListen: (everywhere) => dispatch({ kind: 'listen', everywhere }),
  });
  const hearing = new Hearing({
    client,
    clock,
    log,
    config,
    authentication: peerUrl(environment, config.authentication),
    dispatch,
    tell: (event) => events.add(event),
    calibration,
  });
  const recovery = new Recovery(tools);
  const roster = followRoster(context, (revision) => dispatch({ kind: 'roster', revision }));
  const journeys = (): JourneysState => ({ journeys: journeysOf(state) });

  return {
    clockShifted: (byMs) => {
      state = corrected(state, byMs, clock.now());
      dispatch({ kind: 'tick' });
    },
    resources: [
      observable('/journeys', 'nanoedge.journeys', journeys),
      ...reportsTo(hearing, dispatch),
      ...resourcesOf(calibration),
    ],
    start: () => {
      recovery.start();
      roster.start();
    },
    stop: () => {
      calibration.end();
      stopped = true;
      hearing.stop();
      roster.stop();
      recovery.stop();
      alarm.set(null);
    },
  };
};

/** What sensors and scanners report. */
const reportsTo = (hearing: Hearing, dispatch: (input: ControllerInput) => void): Resource[] => [
  {
    path: '/presence',
    type: 'nanoedge.presence-report',
    handlers: {
      POST: withBody(PresenceReport, ({ zone, present }) => {
        hearing.presence(zone, present);
        dispatch({ kind: 'presence', zone, present });
        return changed();
      }),
    },
  },
  {
    path: '/sightings',
    type: 'nanoedge.sighting-report',
    handlers: {
      POST: withBody(SightingReport, (report, { from }) => hearing.take(report, from)),
    },
  },
];

/** By which somebody who carries a key about teaches how it is heard in each zone. */
const resourcesOf = (calibration: Calibration): Resource[] => [
  {
    path: '/calibration',
    type: 'nanoedge.calibration',
    handlers: {
      GET: () => content(calibration.state()),
      PUT: withBody(TeachCommand, (command) => {
        calibration.teach(command);
        return changed(calibration.state());
      }),
      DELETE: () => {
        calibration.end();
        return deleted();
      },
    },
  },
  {
    path: '/calibration/lesson',
    type: 'nanoedge.lesson',
    handlers: { GET: () => content(calibration.learned()) },
  },
];

/** Of somebody known authentication-engine tells; of strangers it was never asked by journey. */
const eventsOf = (journey: Journey, at: EpochMs): ServiceEvent[] => {
  const { id, key, refusal, state, zone } = journey;
  const updated = { type: 'journey.updated', at, journey: id, snapshot: journey } as const;
  return state === 'refused' && refusal === 'unknown' && key === null
    ? [{ type: 'identity.refused', at, zone, reason: refusal, person: null, journey: id }, updated]
    : [updated];
};

export const mainController: Nanoservice<typeof MainControllerConfig> = {
  name: 'main-controller',
  configSchema: MainControllerConfig,
  peers: (environment) => {
    const { scanners, rooms, authentication, guidance } = environment.config;
    return [
      ...Object.values(scanners),
      ...rooms.map(({ display }) => display),
      authentication,
      guidance,
    ];
  },
  create: createService,
};
