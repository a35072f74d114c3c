import { type ClientRequest, PeerRefused } from '@nanoedge/coap';
import { type CalibrateRequest, CalibrationState, parseJson } from '@nanoedge/protocol';
import { calibrationFailures as words } from '@nanoedge/words';
import type { Engine } from '../engine/engine.ts';
import { type ContainerKeys, keyIdOf } from '../store/container-keys.ts';
import { CalibrationRefused } from '../errors.ts';
import { askContainer } from './ask-container.ts';

/** The dashboard waits five seconds. */
const timeoutMs = 4_000;

type Asked = Pick<ClientRequest, 'method' | 'path' | 'body'>;

const requestOf = (wish: CalibrateRequest['wish']): Asked => {
  switch (wish.kind) {
    case 'teach':
      return { method: 'PUT', path: '/calibration', body: wish.command };
    case 'state':
      return { method: 'GET', path: '/calibration' };
    case 'learned':
      return { method: 'GET', path: '/calibration/lesson' };
    case 'end':
      return { method: 'DELETE', path: '/calibration' };
  }
};

const failureOf = (error: unknown, wish: CalibrateRequest['wish']): CalibrationRefused => {
  const options = { cause: error };
  if (!(error instanceof PeerRefused)) return new CalibrationRefused(words.silent, options);
  const lacksIt = error.code === '4.04' && wish.kind !== 'teach';
  return new CalibrationRefused(lacksIt ? words.tooOld : words.refused(error.message), options);
};

interface CalibratePorts {
  engine: Pick<Engine, 'list'>;
  keys: ContainerKeys;
  ask?: typeof askContainer;
}

/**
 * Asks a main-controller of this device about its calibration, or tells it to go on with it. Throws
 * EngineUnreachable and CalibrationRefused.
 */
export const askCalibration = async (
  { engine, keys, ask = askContainer }: CalibratePorts,
  { deployment, wish }: CalibrateRequest,
): Promise<CalibrationState> => {
  const running = (await engine.list()).find(
    (container) => container.deployment === deployment && container.state === 'running',
  );
  const key = running === undefined ? null : keyIdOf(running);
  if (running === undefined || running.address === null || key === null)
    throw new CalibrationRefused(words.notRunning);
  try {
    const { text } = await ask(
      { address: running.address, pairing: keys.calling(key) },
      { ...requestOf(wish), timeoutMs },
    );
    return text === ''
      ? { calibration: null }
      : parseJson(CalibrationState, text, 'GET /calibration');
  } catch (error) {
    throw failureOf(error, wish);
  }
};
