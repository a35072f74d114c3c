import type { StoredEvent } from '@nanoedge/protocol';
import { formatSpan, plural } from '@nanoedge/words';
import { journeyWord, refusalWord, whoIs } from '@/features/journeys/journey-words.ts';
import { type RunStep, runWord, stepBytes, stepWord } from '@/features/runs/run-words.ts';
import type { Tone } from '@/components/ui/tone.ts';

/** How ids are called on this site. */
export interface Names {
  zone: (id: string) => string;
  device: (id: string) => string;
}

export interface EventWords {
  text: string;
  tone: Tone;
  journey: string | null;
  zone: string | null;
}

/** One event as a sentence, with what it belongs to. */
export const eventWords = ({ body, source }: StoredEvent, names: Names): EventWords => {
  const about = (text: string, tone: Tone = 'unknown') => ({
    text,
    tone,
    journey: 'journey' in body ? body.journey : null,
    zone: 'zone' in body ? body.zone : null,
  });
  switch (body.type) {
    case 'presence.detected':
      return about(`Somebody moves in ${names.zone(body.zone)}`, 'accent');
    case 'presence.cleared':
      return about(`${names.zone(body.zone)} is quiet again`);
    case 'scan.started':
      return about(`Listening for keys in ${names.zone(body.zone)}`, 'accent');
    case 'scan.stopped':
      return about(`Stopped listening in ${names.zone(body.zone)}`);
    case 'sighting':
      return about(
        `Heard key ${body.key} in ${names.zone(body.zone)} at ${signed(body.rssi)} dBm`,
        'accent',
      );
    case 'identity.recognised':
      return about(`Recognised ${body.person.name}, expected`, 'ok');
    case 'identity.refused':
      return about(
        `Refused ${body.person?.name ?? 'a key'}: ${refusalWord(body.reason)}`,
        'broken',
      );
    case 'guidance.started':
      return about(`Guiding ${body.person.name} to ${names.zone(body.to)}`, 'accent');
    case 'guidance.stopped':
      return about(
        `Guidance of ${body.person.name} ended: ${body.reason}`,
        body.reason === 'arrived' ? 'ok' : 'attention',
      );
    case 'content.cleared':
      return about('Hid what the screen showed before');
    case 'content.shown':
      return about(`Shows the meeting’s content: ${plural(body.items, 'item')}`, 'ok');
    case 'content.hidden':
      return about(
        `Content hidden: ${body.reason === 'everyone-left' ? 'everybody left' : body.reason}`,
      );
    case 'content.missing':
      return about(`Content missing: ${body.detail}`, 'broken');
    case 'journey.updated': {
      const { snapshot } = body;
      const { word, tone } = journeyWord[snapshot.state];
      const reason = snapshot.state === 'refused' ? `, ${refusalWord(snapshot.refusal)}` : '';
      return {
        text: `${whoIs(snapshot)}: ${word}${reason}`,
        tone,
        journey: body.journey,
        zone: snapshot.zone,
      };
    }
    case 'service.starting':
      return about(`${body.nanoservice} is starting`, 'attention');
    case 'service.answering':
      return about(
        body.initiationMs === null
          ? `${body.nanoservice} answers`
          : `${body.nanoservice} answers, ${formatSpan(body.initiationMs)} after create`,
        'ok',
      );
    case 'service.exited':
      return about(
        `${body.nanoservice} exited${body.exitCode === null ? '' : ` with ${String(body.exitCode)}`}: ${body.detail}`,
        'broken',
      );
    case 'service.removed':
      return about(`${body.nanoservice} was removed`);
    case 'service.failed':
      return about(`${body.nanoservice} failed: ${body.detail}`, 'broken');
    case 'service.drifted':
      return about(
        `${body.nanoservice} was changed by hand and put right: ${body.detail}`,
        'attention',
      );
    case 'run.step':
      return about(runStepText(body), stepTone[body.state]);
    case 'run.finished':
      return about(runFinishedText(body), runWord[body.outcome].tone);
    case 'desired.applied':
      return about(`Applied revision ${String(body.revision)}`, 'ok');
    case 'thing.fired':
      return about(`${body.thing}: ${body.detail}`);
    case 'agent.started':
      return about(`Agent ${body.version} started`, 'ok');
    default:
      return about(unknownEvent(body, source.nanoservice));
  }
};

const stepTone: Record<RunStep['state'], Tone> = {
  running: 'accent',
  done: 'ok',
  failed: 'broken',
};

type BodyOf<T extends StoredEvent['body']['type']> = Extract<StoredEvent['body'], { type: T }>;

/**
 * Whether an event only says that a step goes on; the drawer shows these as they come, and lists
 * would be full of them.
 */
export const isProgress = ({ body }: StoredEvent): boolean =>
  body.type === 'run.step' && body.state === 'running';

/** A deployment's name, which its id begins with. */
const nameOf = (deployment: string): string => deployment.replace(/-[0-9a-f]{6,8}$/, '');

const runStepText = (body: BodyOf<'run.step'>): string => {
  const { title } = stepWord[body.step];
  const bytes = stepBytes(body);
  const state = { running: 'began', done: 'done', failed: 'failed' }[body.state];
  return `${nameOf(body.deployment)}: ${title}, ${bytes === null ? state : `${state}, ${bytes}`}${body.detail === null ? '' : `, ${body.detail}`}`;
};

const runFinishedText = ({
  deployment,
  outcome,
  reason,
  initiationMs,
}: BodyOf<'run.finished'>): string => {
  const answered =
    initiationMs === null ? '' : `, answered ${formatSpan(initiationMs)} after create`;
  return `${nameOf(deployment)}: the change is ${runWord[outcome].word}${reason === null ? answered : `, ${reason}`}`;
};

/** A number with a true minus. */
const signed = (value: number): string => String(value).replace('-', '−');

/**
 * A newer server may push types that this page does not know yet; it names them instead of failing.
 */
const unknownEvent = (body: never, nanoservice: string | null): string => {
  const { type } = body as { type: string };
  return nanoservice === null ? type : `${type} from ${nanoservice}`;
};

/** Every event type, grouped as the filters show them. */
export const eventGroups = [
  { value: 'arrivals', label: 'Arrivals', prefixes: ['journey.', 'identity.', 'guidance.'] },
  { value: 'sensing', label: 'Sensing', prefixes: ['presence.', 'scan.', 'sighting', 'thing.'] },
  { value: 'content', label: 'Content', prefixes: ['content.'] },
  { value: 'machinery', label: 'Machinery', prefixes: ['service.', 'run.', 'desired.', 'agent.'] },
] as const;

/** Every type of event that exists, in the order of a journey, then the machinery. */
export const eventTypes: readonly StoredEvent['body']['type'][] = [
  'presence.detected',
  'presence.cleared',
  'scan.started',
  'scan.stopped',
  'sighting',
  'identity.recognised',
  'identity.refused',
  'guidance.started',
  'guidance.stopped',
  'content.cleared',
  'content.shown',
  'content.hidden',
  'content.missing',
  'journey.updated',
  'thing.fired',
  'service.starting',
  'service.answering',
  'service.exited',
  'service.removed',
  'service.failed',
  'service.drifted',
  'run.step',
  'run.finished',
  'desired.applied',
  'agent.started',
];

/** The types that belong to a group; all for an unknown or absent group. */
export const typesOfGroup = (group: string | null): readonly string[] => {
  const found = eventGroups.find(({ value }) => value === group);
  return found === undefined
    ? eventTypes
    : eventTypes.filter((type) => found.prefixes.some((prefix) => type.startsWith(prefix)));
};

/**
 * A device's, room's or zone's part of a filter in lower case: whether an event's words contain the
 * text.
 */
export const matchesText = (event: StoredEvent, words: EventWords, query: string): boolean => {
  const wanted = query.trim().toLowerCase();
  return (
    wanted === '' ||
    `${words.text} ${event.body.type} ${event.device} ${words.journey ?? ''}`
      .toLowerCase()
      .includes(wanted)
  );
};
