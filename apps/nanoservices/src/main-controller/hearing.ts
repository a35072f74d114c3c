import { type Clock, describeError, RateLimit } from '@nanoedge/base';
import { changed, RequestProblem } from '@nanoedge/coap';
import type { Answer, CoapClient, Log } from '@nanoedge/coap';
import { KeysAnswer } from '@nanoedge/protocol';
import type {
  ServiceEvent,
  Sighting,
  SightingAnswer,
  SightingReport,
  ZoneId,
} from '@nanoedge/protocol';
import type { Calibration } from './calibration.ts';
import { Census } from './crowd/census.ts';
import { Reception } from './crowd/reception.ts';
import { keyScrambler } from './crowd/scrambler.ts';
import type { MainControllerConfig } from './manifest.ts';
import type { ControllerInput, OwnedSighting } from './model.ts';
import { Whereabouts } from './whereabouts.ts';

/** A scanner reports 64 keys at once, so this is a crowd of 12,800, and then 2,560 a second. */
const mostReports = { perSecond: 40, burst: 200 };

/** Who is known already waits for nobody; the others are heard again. */
const keysTimeoutMs = 1000;

export interface HearingTools {
  client: CoapClient;
  clock: Clock;
  log: Log;
  config: MainControllerConfig;
  /** Address of authentication-engine. */
  authentication: string;
  dispatch: (input: ControllerInput) => void;
  tell: (event: ServiceEvent) => void;
  calibration: Pick<Calibration, 'takes' | 'hear'>;
}

/** Takes what scanners report, and hands on what journeys are decided by. */
export class Hearing {
  readonly #tools: HearingTools;
  readonly #census: Census;
  readonly #reports: RateLimit;
  readonly #reception: Reception;
  readonly #whereabouts: Whereabouts;

  constructor(tools: HearingTools) {
    const { authentication, client, clock, config, dispatch, tell } = tools;
    this.#tools = tools;
    this.#census = new Census(clock, tell);
    this.#whereabouts = new Whereabouts(clock, config);
    this.#reports = new RateLimit(clock, mostReports);
    this.#reception = new Reception({
      clock,
      scramble: keyScrambler(),
      census: this.#census,
      ask: async (keys) =>
        client.request(
          {
            url: authentication,
            path: '/keys',
            method: 'POST',
            body: { keys },
            timeoutMs: keysTimeoutMs,
          },
          KeysAnswer,
        ),
      onPeople: (zone, sightings) => {
        dispatch({ kind: 'overheard', keys: sightings.map(({ key }) => key) });
        for (const placed of this.#whereabouts.place(zone, sightings)) {
          const owned = placed.sightings.map((heard) => this.#withOwner(heard));
          dispatch({ kind: 'sightings', zone: placed.zone, sightings: owned });
        }
      },
      onStrangers: (zone, fresh) => dispatch({ kind: 'strangers', zone, fresh }),
    });
  }

  #withOwner(sighting: Sighting): OwnedSighting {
    const person = this.#reception.ownerOf(sighting.key);
    return person === null ? sighting : { ...sighting, person };
  }

  /** `from`: the address of who reports. */
  async take({ zone, sightings }: SightingReport, from: string): Promise<Answer> {
    const { calibration, dispatch } = this.#tools;
    if (!this.#reports.admits(from)) throw new RequestProblem('4.29', 'too many reports');
    this.listening(zone);
    // Whoever was heard, the scanner hears
    dispatch({ kind: 'sightings', zone, sightings: [] });
    const teaching = sightings.filter(({ key }) => calibration.takes(key));
    for (const sighting of teaching) calibration.hear(zone, sighting);
    const others = sightings.filter((sighting) => !teaching.includes(sighting));
    const people = others.length === 0 ? [] : await this.#receive(zone, others);
    const told = new Set([...teaching, ...people]);
    const answer: SightingAnswer = {
      followed: sightings.flatMap((sighting, at) => (told.has(sighting) ? [at] : [])),
    };
    return changed(answer);
  }

  /** Those of them that are of people. */
  async #receive(zone: ZoneId, sightings: readonly Sighting[]): Promise<Sighting[]> {
    try {
      const people = await this.#reception.receive(zone, sightings);
      return people.flatMap((at) => sightings[at] ?? []);
    } catch (error) {
      const reason = describeError(error);
      this.#tools.log.warn('keys not asked about', { keys: sightings.length, reason });
      return [];
    }
  }

  /** The scanner of a zone answered. */
  listening(zone: ZoneId): void {
    this.#whereabouts.listening(zone);
  }

  presence(zone: ZoneId, present: boolean): void {
    this.#whereabouts.presence(zone, present);
  }

  stop(): void {
    this.#census.stop();
  }
}
