import { describeError, shiftTimes } from '@nanoedge/base';
import { GuidanceCommand, JourneyId, parse } from '@nanoedge/protocol';
import { UserGuidanceConfig } from './manifest.ts';
import type { GuidanceState, LightsState, ServiceEvent } from '@nanoedge/protocol';
import { Alarm } from '../kit/alarm.ts';
import {
  NoSuchResource,
  RequestProblem,
  changed,
  created,
  deleted,
  observable,
  withBody,
} from '@nanoedge/coap';
import type { Answer, Request } from '@nanoedge/coap';
import { nextLapse } from '../kit/lease.ts';
import { Keeper } from '../kit/retry.ts';
import type { Nanoservice, Service, ServiceContext } from '../kit/service.ts';
import { guidanceOf, guide, lampsOf, lapsed, routeOf } from './guide.ts';
import type { Guided, GuidedByJourney } from './guide.ts';

type StopReason = Extract<ServiceEvent, { type: 'guidance.stopped' }>['reason'];

/** One person more is not guided before a lease ended. */
const mostGuided = 64;

const createService = (context: ServiceContext<UserGuidanceConfig>): Service => {
  const { client, clock, config, events, gateway, log } = context;
  let active: GuidedByJourney = new Map();
  const lease = new Alarm(clock, () => {
    for (const guided of lapsed(active, clock.now())) stop(guided, 'lapsed');
    lease.set(nextLapse(active));
  });
  const lights = new Keeper<LightsState>(clock, async (body) => {
    await client
      .send({ url: gateway, path: `/things/${config.lights}`, method: 'PUT', body })
      .catch((error: unknown) => {
        log.warn('lights not set', { reason: describeError(error) });
        throw error;
      });
  });

  const show = (next: GuidedByJourney): void => {
    active = next;
    lease.set(nextLapse(active));
    // Also on a renewal, so that a gateway that restarted gets its lamps back.
    lights.want({ kind: 'lights', lamps: lampsOf(active) });
  };

  const stop = ({ journey, person }: Guided, why: StopReason): void => {
    const left = new Map(active);
    left.delete(journey);
    show(left);
    events.add({ type: 'guidance.stopped', at: clock.now(), person, reason: why, journey });
    context.notify('/guidance');
  };

  const put = (command: GuidanceCommand, request: Request): Answer => {
    const journey = parse(JourneyId, request.parameters['journey'], 'journey');
    const route = routeOf(config, command);
    if (route === null)
      throw new NoSuchResource(`there is no route from ${command.from} to ${command.to}`);
    const begins = !active.has(journey);
    if (begins && active.size >= mostGuided)
      throw new RequestProblem('5.03', `${mostGuided} people are guided already`);
    show(guide(active, journey, { command, route, now: clock.now() }));
    const person = active.get(journey)?.person ?? command.person;
    if (!begins) return changed();
    events.add({ type: 'guidance.started', at: clock.now(), person, to: command.to, journey });
    context.notify('/guidance');
    return created();
  };

  const remove = ({ parameters, query }: Request): Answer => {
    const guided = active.get(parse(JourneyId, parameters['journey'], 'journey'));
    if (guided !== undefined) stop(guided, query['reason'] === 'arrived' ? 'arrived' : 'cancelled');
    return deleted();
  };

  const state = (): GuidanceState => ({ guidance: [...active.values()].map(guidanceOf) });

  return {
    clockShifted: (byMs) => {
      active = shiftTimes(active, byMs);
      lease.set(nextLapse(active));
    },
    resources: [
      observable('/guidance', 'nanoedge.guidance', state),
      {
        path: '/guidance/{journey}',
        type: 'nanoedge.guidance',
        handlers: { PUT: withBody(GuidanceCommand, put), DELETE: remove },
      },
    ],
    start: () => {},
    stop: () => {
      lease.set(null);
      lights.stop();
    },
  };
};

export const userGuidance: Nanoservice<typeof UserGuidanceConfig> = {
  name: 'user-guidance',
  configSchema: UserGuidanceConfig,
  create: createService,
};
