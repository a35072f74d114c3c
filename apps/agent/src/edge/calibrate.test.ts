import { type ClientRequest, PeerRefused, PeerUnreachable } from '@nanoedge/coap';
import { labels } from '@nanoedge/base';
import type { CalibrateRequest } from '@nanoedge/protocol';
import { expect, it } from 'vitest';
import type { ContainerInfo } from '../engine/engine.ts';
import { ContainerKeys } from '../store/container-keys.ts';
import type { askContainer } from './ask-container.ts';
import { askCalibration } from './calibrate.ts';

const container = (state: string) =>
  ({
    deployment: 'main-controller-a',
    state,
    address: '10.77.0.5',
    labels: { [labels.key]: 'key-1' },
  }) as unknown as ContainerInfo;
const deployment = 'main-controller-a' as CalibrateRequest['deployment'];
const state = { deployment, wish: { kind: 'state' } } satisfies CalibrateRequest;

const asked = (answer: () => string, found = [container('running')]) => {
  const requests: (Omit<ClientRequest, 'url'> & { address: string; peer: string })[] = [];
  const ports = {
    engine: { list: () => Promise.resolve(found) },
    keys: new ContainerKeys(Buffer.alloc(32)),
    ask: (({ address, pairing: { peer } }, request) => {
      requests.push({ ...request, address, peer });
      return Promise.resolve().then(() => ({ code: '2.05', text: answer() }));
    }) satisfies typeof askContainer,
  };
  return { requests, ports };
};

const fails = (error: Error) => (): string => {
  throw error;
};

it('asks the container of the deployment, and gives its state', async () => {
  const { requests, ports } = asked(() => '{"calibration":null}');
  expect(await askCalibration(ports, state)).toEqual({ calibration: null });
  expect(requests).toMatchObject([
    { address: '10.77.0.5', peer: 'key-1', method: 'GET', path: '/calibration' },
  ]);
});

it('takes the end of a calibration, which says nothing, for none', async () => {
  const { requests, ports } = asked(() => '');
  expect(await askCalibration(ports, { deployment, wish: { kind: 'end' } })).toEqual({
    calibration: null,
  });
  expect(requests[0]?.method).toBe('DELETE');
});

it('says what to do where the service is away, older, or silent', async () => {
  const away = asked(() => '', [container('exited')]);
  await expect(askCalibration(away.ports, state)).rejects.toThrow(/does not run/);
  const older = asked(fails(new PeerRefused('coap://a', '4.04', 'no such resource')));
  await expect(askCalibration(older.ports, state)).rejects.toThrow(/deploy a newer one/);
  const silent = asked(fails(new PeerUnreachable('coap://a', 'no answer')));
  await expect(askCalibration(silent.ports, state)).rejects.toThrow(/try again/);
});
