import { describeError, shiftTimes } from '@nanoedge/base';
import { MotionState } from '@nanoedge/protocol';
import { PresenceDetectionConfig } from './manifest.ts';
import type { PresenceReport, PresenceState } from '@nanoedge/protocol';
import { Alarm } from '../kit/alarm.ts';
import { observable } from '@nanoedge/coap';
import { controllerPeer, peerUrl } from '../kit/service.ts';
import type { Nanoservice, Service, ServiceContext } from '../kit/service.ts';
import { decideMotion, nothingMoves, wakeAt } from './motion.ts';
import type { MotionInput, MotionOutput } from './motion.ts';

/** An agent that restarted is noticed within this time; a sensor at rest says nothing for hours. */
const sensorFreshnessMs = 10_000;

const createService = (context: ServiceContext<PresenceDetectionConfig>): Service => {
  const { client, clock, config, environment, events, log } = context;
  const controller = peerUrl(environment, controllerPeer(environment));
  let motion = nothingMoves;
  let presence: PresenceState = { zone: config.zone, present: false, since: clock.now() };
  const alarm = new Alarm(clock, () => step({ kind: 'tick' }));

  const report = (present: boolean): void => {
    const body: PresenceReport = { zone: config.zone, present, at: presence.since };
    client
      .send({ url: controller, path: '/presence', method: 'POST', body })
      .catch((error: unknown) => {
        log.warn('presence not reported', { present, reason: describeError(error) });
      });
  };

  const tell = (output: MotionOutput): void => {
    if (output === 'repeated') {
      report(true);
      return;
    }
    const present = output === 'detected';
    presence = {
      zone: config.zone,
      present,
      since: (present ? motion.presentSince : null) ?? clock.now(),
    };
    report(present);
    events.add({
      type: present ? 'presence.detected' : 'presence.cleared',
      at: clock.now(),
      zone: config.zone,
    });
    context.notify('/presence');
  };

  const step = (input: MotionInput): void => {
    const { state, output } = decideMotion(motion, input, { config, now: clock.now() });
    motion = state;
    if (output !== null) tell(output);
    alarm.set(wakeAt(motion, config));
  };

  const sensor = context.observe({
    url: context.gateway,
    path: `/things/${config.motion}`,
    schema: MotionState,
    freshnessMs: sensorFreshnessMs,
    onState: ({ active }) => step({ kind: 'sensor', active }),
    // Without a sensor nothing is known to move: presence ends after the hold time.
    onLost: () => step({ kind: 'sensor', active: false }),
  });

  return {
    clockShifted: (byMs) => {
      motion = shiftTimes(motion, byMs);
      presence = shiftTimes(presence, byMs);
      step({ kind: 'tick' });
    },
    resources: [observable('/presence', 'nanoedge.presence', () => presence)],
    start: () => {
      sensor
        .start()
        .catch((error: unknown) => log.warn('sensor', { reason: describeError(error) }));
    },
    stop: () => {
      sensor.stop();
      alarm.set(null);
    },
  };
};

export const presenceDetection: Nanoservice<typeof PresenceDetectionConfig> = {
  name: 'presence-detection',
  configSchema: PresenceDetectionConfig,
  peers: (environment) => [controllerPeer(environment)],
  create: createService,
};
