import type { EventBody, StoredEvent } from '@nanoedge/protocol';
import { type Names, type Sentence, sentences } from './event-sentences.ts';
import type { Tone } from './tone.ts';

export interface EventWords {
  text: string;
  tone: Tone;
  journey: string | null;
  zone: string | null;
}

/**
 * A newer server may push types that this program does not know yet; it names them instead of
 * failing.
 */
const unknownEvent = (type: string, nanoservice: string | null): Sentence => [
  nanoservice === null ? type : `${type} from ${nanoservice}`,
];

const zoneOf = (body: EventBody): string | null => {
  if (body.type === 'journey.updated') return body.snapshot.zone;
  return 'zone' in body ? body.zone : null;
};

/** One event as a sentence, with what it belongs to. */
export const eventWords = ({ body, source }: StoredEvent, names: Names): EventWords => {
  // The table has for each type the sentence of that type, which the compiler cannot follow here.
  const tell = sentences[body.type] as ((body: EventBody, names: Names) => Sentence) | undefined;
  const [text, tone = 'unknown'] =
    tell === undefined ? unknownEvent(body.type, source.nanoservice) : tell(body, names);
  return { text, tone, journey: 'journey' in body ? body.journey : null, zone: zoneOf(body) };
};

/** What the groups of events are called by which lists are filtered. */
export const eventGroupWord = {
  arrivals: 'Arrivals',
  sensing: 'Sensing',
  content: 'Content',
  machinery: 'Machinery',
} as const;
