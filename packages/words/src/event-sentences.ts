import type { EventBody, RunStepState } from '@nanoedge/protocol';
import { formatLimit } from './bytes.ts';
import { journeyWord, refusalWord, whoIs } from './journeys.ts';
import { plural, signed } from './numbers.ts';
import { runWord, stepBytes, stepWord } from './runs.ts';
import { clockWords } from './clock.ts';
import { drillPanelWords } from './pages/drill.ts';
import { outboxShare, outboxWords } from './outbox.ts';
import { linkDistrustWords } from './pages/link-trust.ts';
import { formatSpan } from './spans.ts';
import { thingProblemWords } from './things.ts';
import type { Tone } from './tone.ts';

/** How ids are called on this site. */
export interface Names {
  zone: (id: string) => string;
  device: (id: string) => string;
}

type BodyOf<T extends EventBody['type']> = Extract<EventBody, { type: T }>;

/** What is said of an event; without a tone it is neither good nor bad. */
export type Sentence = readonly [text: string, tone?: Tone];

const stepTone: Record<RunStepState, Tone> = { running: 'accent', done: 'ok', failed: 'broken' };
const stepState: Record<RunStepState, string> = {
  running: 'began',
  done: 'done',
  failed: 'failed',
};

/** A deployment's name, which its id begins with. */
const nameOf = (deployment: string): string => deployment.replace(/-[0-9a-f]{6,8}$/, '');

/** Why the screen shows a meeting's content no longer. */
const hiddenBecause: Record<BodyOf<'content.hidden'>['reason'], string> = {
  'everyone-left': 'everybody left',
  ended: 'the meeting ended',
  lapsed: 'nobody renewed it',
  cancelled: 'the meeting was cancelled',
  moved: 'the meeting was moved',
  uninvited: 'nobody in the room is invited any more',
  'key-removed': 'the key of the last person in the room was taken away',
  'person-removed': 'the last person in the room was removed',
};

/** What follows a comma, where there is something to say. */
const and = (text: string | null): string => (text === null ? '' : `, ${text}`);

const answered = (initiationMs: number | null): string | null =>
  initiationMs === null ? null : `answered ${formatSpan(initiationMs)} after create`;

/** One sentence for each type of event. */
export const sentences: {
  readonly [T in EventBody['type']]: (body: BodyOf<T>, names: Names) => Sentence;
} = {
  'presence.detected': ({ zone }, names) => [`Somebody moves in ${names.zone(zone)}`, 'accent'],
  'presence.cleared': ({ zone }, names) => [`${names.zone(zone)} is quiet again`],
  'scan.started': ({ zone }, names) => [`Listening for keys in ${names.zone(zone)}`, 'accent'],
  'scan.stopped': ({ zone }, names) => [`Stopped listening in ${names.zone(zone)}`],
  sighting: ({ key, zone, rssi }, names) => [
    `Heard key ${key} in ${names.zone(zone)} at ${signed(rssi)} dBm`,
    'accent',
  ],
  'keys.unknown': ({ zone, count, seconds, more }, names) => [
    `${more ? 'More than ' : ''}${plural(count, 'unknown key')} in ${names.zone(zone)} in ${formatSpan(seconds * 1000)}`,
  ],
  'identity.recognised': ({ person }) => [`Recognised ${person.name}, expected`, 'ok'],
  'identity.refused': ({ person, reason }) => [
    `Refused ${person?.name ?? 'a key'}: ${refusalWord(reason)}`,
    'broken',
  ],
  'guidance.started': ({ person, to }, names) => [
    `Guiding ${person.name} to ${names.zone(to)}`,
    'accent',
  ],
  'guidance.stopped': ({ person, reason }) => [
    `Guidance of ${person.name} ended: ${reason}`,
    reason === 'arrived' ? 'ok' : 'attention',
  ],
  'content.cleared': () => ['Hid what the screen showed before'],
  'content.shown': ({ items }) => [`Shows the meeting’s content: ${plural(items, 'item')}`, 'ok'],
  'content.hidden': ({ reason }) => [`Content hidden: ${hiddenBecause[reason]}`],
  'content.missing': ({ detail }) => [`Content missing: ${detail}`, 'broken'],
  'journey.updated': ({ snapshot }) => {
    const { word, tone } = journeyWord[snapshot.state];
    const why = snapshot.state === 'refused' ? refusalWord(snapshot.refusal) : null;
    return [`${whoIs(snapshot)}: ${word}${and(why)}`, tone];
  },
  'service.starting': ({ nanoservice }) => [`${nanoservice} is starting`, 'attention'],
  'service.answering': ({ nanoservice, initiationMs }) => [
    initiationMs === null
      ? `${nanoservice} answers`
      : `${nanoservice} answers, ${formatSpan(initiationMs)} after create`,
    'ok',
  ],
  'service.exited': ({ nanoservice, exitCode, detail }) => [
    `${nanoservice} exited${exitCode === null ? '' : ` with ${String(exitCode)}`}: ${detail}`,
    'broken',
  ],
  'service.removed': ({ nanoservice }) => [`${nanoservice} was removed`],
  'service.failed': ({ nanoservice, detail }) => [`${nanoservice} failed: ${detail}`, 'broken'],
  'service.drifted': ({ nanoservice, detail }) => [
    `${nanoservice} was changed by hand and put right: ${detail}`,
    'attention',
  ],
  'volume.filling': ({ nanoservice, volume, bytes, limitBytes }) => [
    `The volume “${volume}” of ${nanoservice} fills: ${formatLimit(bytes)} of ${formatLimit(limitBytes)}`,
    'attention',
  ],
  'volume.full': ({ nanoservice, volume, bytes, limitBytes }) => [
    `The volume “${volume}” of ${nanoservice} is full, and it must stop: ${formatLimit(bytes)} of ${formatLimit(limitBytes)}`,
    'broken',
  ],
  'run.step': (body) => [
    `${nameOf(body.deployment)}: ${stepWord[body.step].title}, ${stepState[body.state]}${and(stepBytes(body))}${and(body.detail)}`,
    stepTone[body.state],
  ],
  'run.finished': ({ deployment, outcome, reason, initiationMs }) => [
    `${nameOf(deployment)}: the change is ${runWord[outcome].word}${and(reason ?? answered(initiationMs))}`,
    runWord[outcome].tone,
  ],
  'desired.applied': ({ revision }) => [`Applied revision ${String(revision)}`, 'ok'],
  'thing.fired': ({ thing, detail }) => [`${thing}: ${detail}`],
  'thing.failing': ({ thing, problem, detail }) => [
    `${thing}: ${thingProblemWords[problem].what}${and(detail)}`,
    'broken',
  ],
  'thing.working': ({ thing }) => [`${thing} works again`, 'ok'],
  'link.distrusted': ({ reason }) => [linkDistrustWords[reason], 'broken'],
  'requests.refused': ({ count, seconds, from }) => [
    `Refused ${plural(count, 'request')} without proof in ${formatSpan(seconds * 1000)}, the last from ${from}`,
    'broken',
  ],
  'clock.differs': ({ aheadMs }) => [clockWords.differs(aheadMs), 'attention'],
  'clock.agrees': () => [clockWords.agrees, 'ok'],
  'drill.began': ({ minutes }) => [drillPanelWords.began(minutes), 'attention'],
  'drill.ended': ({ by }) => [drillPanelWords.ended[by], 'ok'],
  'outbox.filling': ({ events, bytes, mostEvents, mostBytes }) => [
    outboxWords.filling(outboxShare({ events, bytes, mostEvents, mostBytes })),
    'attention',
  ],
  'events.limited': ({ nanoservice, perSecond }) => [
    `${nanoservice} tells of more than ${String(perSecond)} events a second; the rest waits there`,
    'attention',
  ],
  'events.given-up': ({ count, types }) => [outboxWords.givenUp(count, types), 'broken'],
  'agent.started': ({ version }) => [`Agent ${version} started`, 'ok'],
};
