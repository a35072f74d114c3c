import { describeError } from '@nanoedge/base';
import { ScanCommand, SightingAnswer, parseJson } from '@nanoedge/protocol';
import { BluetoothScannerConfig } from './manifest.ts';
import type { Sighting } from '@nanoedge/protocol';
import { changed, content, created, deleted, withBody } from '@nanoedge/coap';
import type { Answer } from '@nanoedge/coap';
import { controllerPeer, peerUrl } from '../kit/service.ts';
import type { Nanoservice, Service, ServiceContext } from '../kit/service.ts';
import { Scanner } from './scanner.ts';

/** A report is answered when authentication-engine was asked; longer than this nobody waits. */
const reportTimeoutMs = 2000;

const noneFollowed: SightingAnswer = { followed: [] };

const createService = (context: ServiceContext<BluetoothScannerConfig>): Service => {
  const { client, config, environment, log } = context;
  const controller = peerUrl(environment, controllerPeer(environment));

  const send = async (sightings: readonly Sighting[]): Promise<readonly Sighting[] | null> => {
    try {
      const { text } = await client.send({
        url: controller,
        path: '/sightings',
        method: 'POST',
        body: { zone: config.zone, sightings },
        timeoutMs: reportTimeoutMs,
      });
      // A controller of an earlier release says nothing of whose keys they are
      const { followed } =
        text === '' ? noneFollowed : parseJson(SightingAnswer, text, 'POST /sightings');
      return followed.flatMap((at) => sightings[at] ?? []);
    } catch (error) {
      log.warn('sightings not reported', {
        keys: sightings.length,
        reason: describeError(error),
      });
      return null;
    }
  };

  const scanner = new Scanner(context, send);

  /**
   * 2.01 when this began a scan and 2.04 when it renewed one: a controller that did not expect to
   * begin learns that the scanner had been away. 5.03 while the radio cannot be reached: the lease
   * holds, but nothing is heard.
   */
  const command = (wish: ScanCommand): Answer => {
    switch (scanner.keep(wish)) {
      case 'begun':
        return created(scanner.state());
      case 'renewed':
        return changed(scanner.state());
      case 'deaf':
        return { code: '5.03', body: { error: 'the radio does not answer' } };
    }
  };

  return {
    resources: [
      {
        path: '/scan',
        type: 'nanoedge.scan',
        handlers: {
          GET: () => content(scanner.state()),
          PUT: withBody(ScanCommand, command),
          DELETE: () => {
            scanner.stop();
            return deleted();
          },
        },
      },
    ],
    clockShifted: (byMs) => scanner.clockShifted(byMs),
    start: () => {},
    stop: () => scanner.stop(),
  };
};

export const bluetoothScanner: Nanoservice<typeof BluetoothScannerConfig> = {
  name: 'bluetooth-scanner',
  configSchema: BluetoothScannerConfig,
  peers: (environment) => [controllerPeer(environment)],
  create: createService,
};
