import type { Clock } from '@nanoedge/base';
import {
  Digest,
  InvalidMessage,
  parseJson,
  ServiceEvent,
  ThingState,
  type DeploymentId,
  type Diagnostic,
  type OutboxEvent,
  type Roster,
} from '@nanoedge/protocol';
import { ThingRefused } from '../../errors.ts';
import type { Driver } from '../things/thing.ts';
import type { CoapAnswer, CoapRequest } from './coap.ts';
import type { Speaker } from './speakers.ts';

export interface RoutePorts {
  clock: Clock;
  thing: (name: string) => Driver | null;
  /** The roster; null when there is none, `withheld` when this deployment is not given it. */
  roster: (deployment: DeploymentId) => Roster | null | 'withheld';
  content: (digest: Digest) => Promise<Buffer | null>;
  append: (source: OutboxEvent['source'], body: ServiceEvent) => void;
}

/** How far a service's clock may be from ours; they share the host's, so this is generous. */
const oldestEventMs = 24 * 3600_000;
const newestEventMs = 60_000;

/** CoAP is for manifests; the bytes of documents go to the screen another way. */
const contentLimitBytes = 256 * 1024;

export const diagnostic = (code: string, error: string, field?: string): CoapAnswer => {
  const body: Diagnostic = field === undefined || field === '' ? { error } : { error, field };
  return { code, body };
};

const links = (): CoapAnswer => ({
  code: '2.05',
  body: Buffer.from('</events>;ct=50,</things>;ct=50,</roster>;ct=50,</content>'),
});

const postEvent = (request: CoapRequest, speaker: Speaker, ports: RoutePorts): CoapAnswer => {
  const event = parseJson(ServiceEvent, request.payload.toString('utf8'), 'event');
  const age = ports.clock.now() - event.at;
  if (age > oldestEventMs || age < -newestEventMs)
    return diagnostic('4.00', 'the time is not of today', 'at');
  ports.append({ deployment: speaker.deployment, nanoservice: speaker.nanoservice }, event);
  return { code: '2.04' };
};

const putThing = (request: CoapRequest, driver: Driver): CoapAnswer => {
  driver.write(
    parseJson(ThingState, request.payload.toString('utf8'), `state of ${driver.spec.name}`),
  );
  return { code: '2.04' };
};

const getContent = async (text: string, ports: RoutePorts): Promise<CoapAnswer> => {
  const digest = Digest.safeParse(text);
  if (!digest.success) return diagnostic('4.00', 'a digest is sha256: and 64 hex digits', 'digest');
  const bytes = await ports.content(digest.data);
  if (bytes === null) return diagnostic('4.04', 'this content is not on the device');
  if (bytes.length > contentLimitBytes)
    return diagnostic('4.00', 'this content is too large for CoAP');
  return { code: '2.05', body: bytes };
};

const notAllowed = diagnostic('4.05', 'this method is not allowed here');

/** The gateway's resources. Bad input becomes 4.xx with a Diagnostic, never an exception. */
export const route = async (
  request: CoapRequest,
  speaker: Speaker,
  ports: RoutePorts,
): Promise<CoapAnswer> => {
  const [resource = '', name, ...rest] = request.path;
  if (rest.length > 0) return diagnostic('4.04', 'there is no such resource');
  try {
    switch (resource) {
      case '.well-known':
        return name === 'core' ? links() : diagnostic('4.04', 'there is no such resource');
      case 'events':
        return request.method === 'POST' ? postEvent(request, speaker, ports) : notAllowed;
      case 'things': {
        const driver = name === undefined ? null : ports.thing(name);
        if (driver === null) return diagnostic('4.04', 'there is no such thing on this device');
        if (request.method === 'GET') return { code: '2.05', body: driver.read() };
        return request.method === 'PUT' ? putThing(request, driver) : notAllowed;
      }
      case 'roster': {
        if (request.method !== 'GET') return notAllowed;
        const roster = ports.roster(speaker.deployment);
        if (roster === 'withheld')
          return diagnostic(
            '4.03',
            'the roster is not for this service; its release must ask for it',
          );
        return roster === null
          ? diagnostic('4.04', 'this device has no roster')
          : { code: '2.05', body: roster };
      }
      case 'content':
        return request.method === 'GET' ? await getContent(name ?? '', ports) : notAllowed;
      default:
        return diagnostic('4.04', 'there is no such resource');
    }
  } catch (error) {
    if (error instanceof InvalidMessage) return diagnostic('4.00', error.message, error.field);
    if (error instanceof ThingRefused) return diagnostic('4.05', error.message);
    throw error;
  }
};
