import { describeError, epochMs } from '@nanoedge/base';
import { BleState, ScanCommand } from '@nanoedge/protocol';
import { BluetoothScannerConfig } from './manifest.ts';
import type { EpochMs, JourneyId, ScanState, Sighting } from '@nanoedge/protocol';
import { Alarm } from '../kit/alarm.ts';
import { changed, content, created, deleted, withBody } from '@nanoedge/coap';
import type { Answer, Observation } from '@nanoedge/coap';
import { controllerPeer, peerUrl } from '../kit/service.ts';
import type { Nanoservice, Service, ServiceContext } from '../kit/service.ts';
import { due, emptyMemory, hear, nextDue } from './throttle.ts';
import type { Reports } from './throttle.ts';

/** `POST /sightings` takes at most this many at once. */
const reportSize = 64;

/**
 * While the radio listens the agent tells every change of what it hears; silence for this long is
 * worth a question.
 */
const radioFreshnessMs = 2500;

/** A scan that was asked for and has not lapsed. */
interface Scan {
  until: EpochMs;
  journey: JourneyId | null;
  radio: Observation<typeof BleState>;
}

const createService = (context: ServiceContext<BluetoothScannerConfig>): Service => {
  const { client, clock, config, environment, events, log } = context;
  const controller = peerUrl(environment, controllerPeer(environment));
  let scan: Scan | null = null;
  let memory = emptyMemory;
  let deaf = false;
  const lease = new Alarm(clock, () => stop());
  const turn = new Alarm(clock, () => report(due(memory, { config, now: clock.now() })));

  const state = (): ScanState => ({
    zone: config.zone,
    scanning: scan !== null,
    until: scan?.until ?? null,
  });

  const report = (reports: Reports): void => {
    memory = reports.memory;
    for (const { key, rssi } of reports.first) {
      events.add({
        type: 'sighting',
        at: clock.now(),
        zone: config.zone,
        key,
        rssi,
        journey: null,
      });
    }
    for (let from = 0; from < reports.report.length; from += reportSize)
      send(reports.report.slice(from, from + reportSize));
    turn.set(nextDue(memory, config));
  };

  const send = (sightings: Sighting[]): void => {
    client
      .send({
        url: controller,
        path: '/sightings',
        method: 'POST',
        body: { zone: config.zone, sightings },
      })
      .catch((error: unknown) =>
        log.warn('sightings not reported', {
          keys: sightings.length,
          reason: describeError(error),
        }),
      );
  };

  const stop = (): void => {
    if (scan === null) return;
    events.add({ type: 'scan.stopped', at: clock.now(), zone: config.zone, journey: scan.journey });
    scan.radio.stop();
    scan = null;
    deaf = false;
    memory = emptyMemory;
    lease.set(null);
    turn.set(null);
  };

  const begin = (until: EpochMs, journey: JourneyId | null): void => {
    const radio = context.observe({
      url: context.gateway,
      path: `/things/${config.ble}`,
      schema: BleState,
      freshnessMs: radioFreshnessMs,
      onState: ({ heard }) => {
        deaf = false;
        report(hear(memory, heard, { config, now: clock.now() }));
      },
      onLost: () => {
        deaf = true;
      },
    });
    scan = { until, journey, radio };
    events.add({ type: 'scan.started', at: clock.now(), zone: config.zone, journey });
    radio.start().catch((error: unknown) => log.warn('radio', { reason: describeError(error) }));
  };

  /**
   * 2.01 when this began a scan and 2.04 when it renewed one: a controller that did not expect to
   * begin learns that the scanner had been away. 5.03 while the radio cannot be reached: the lease
   * holds, but nothing is heard.
   */
  const command = ({ leaseSeconds, journey }: ScanCommand): Answer => {
    const until = epochMs(clock.now() + leaseSeconds * 1000);
    lease.set(until);
    if (scan !== null) {
      scan = { ...scan, until };
      return deaf
        ? { code: '5.03', body: { error: 'the radio does not answer' } }
        : changed(state());
    }
    begin(until, journey ?? null);
    return created(state());
  };

  return {
    resources: [
      {
        path: '/scan',
        type: 'nanoedge.scan',
        handlers: {
          GET: () => content(state()),
          PUT: withBody(ScanCommand, command),
          DELETE: () => {
            stop();
            return deleted();
          },
        },
      },
    ],
    start: () => {},
    stop,
  };
};

export const bluetoothScanner: Nanoservice<typeof BluetoothScannerConfig> = {
  name: 'bluetooth-scanner',
  configSchema: BluetoothScannerConfig,
  peers: (environment) => [controllerPeer(environment)],
  create: createService,
};
