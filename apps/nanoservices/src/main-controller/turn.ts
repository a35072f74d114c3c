import { epochMs } from '@nanoedge/base';
import type {
  EpochMs,
  HopName,
  IdentityKey,
  Journey,
  JourneyId,
  MeetingId,
  PersonId,
  ZoneId,
} from '@nanoedge/protocol';
import { hearKey } from './carried.ts';
import type { MainControllerConfig } from './manifest.ts';
import type {
  Circumstances,
  Command,
  ControllerState,
  Entry,
  MeetingInRoom,
  Watch,
} from './model.ts';

/** Ended journeys that are remembered for `GET /journeys`. */
const keptEnded = 16;

/** More people than this are not followed at once; a flood of keys cannot fill the memory. */
export const maximumActive = 64;

const unwatched: Watch = { presence: null, scan: null };

/**
 * One decision in the making: a draft of the next state and the commands so far. Lives for one call
 * of `decide`.
 */
export class Turn {
  readonly config: MainControllerConfig;
  readonly now: EpochMs;
  readonly commands: Command[] = [];
  readonly entries: Map<JourneyId, Entry>;
  readonly watches: Map<ZoneId, Watch>;
  readonly meetings: Map<MeetingId, MeetingInRoom>;
  roster: number | null;
  everywhere: boolean;
  readonly #prefix: string;
  #opened: number;

  constructor(state: ControllerState, { config, now }: Circumstances) {
    this.config = config;
    this.now = now;
    this.entries = new Map(state.entries);
    this.watches = new Map(state.watches);
    this.meetings = new Map(state.meetings);
    this.roster = state.roster;
    this.everywhere = state.everywhere;
    this.#prefix = state.prefix;
    this.#opened = state.opened;
  }

  /** The next state; the oldest ended journeys are forgotten. */
  finish(): ControllerState {
    const ended = [...this.entries.values()].filter(({ active }) => !active);
    for (const { journey } of ended.slice(0, Math.max(0, ended.length - keptEnded)))
      this.entries.delete(journey.id);
    const { entries, everywhere, watches, meetings, roster } = this;
    const names = { prefix: this.#prefix, opened: this.#opened };
    return { ...names, roster, everywhere, entries, watches, meetings };
  }

  /** `seconds` from now. */
  in(seconds: number): EpochMs {
    return epochMs(this.now + seconds * 1000);
  }

  watch(zone: ZoneId): Watch {
    return this.watches.get(zone) ?? unwatched;
  }

  active(): Entry[] {
    return [...this.entries.values()].filter(({ active }) => active);
  }

  byKey(key: IdentityKey): Entry | undefined {
    return this.active().find(({ keys }) => keys.has(key));
  }

  byOwner(person: PersonId | undefined): Entry | undefined {
    return person === undefined ? undefined : this.active().find(({ owner }) => owner === person);
  }

  waitingIn(zone: ZoneId): Entry | undefined {
    return this.active().find(
      ({ journey }) => journey.state === 'waiting' && journey.entered === zone,
    );
  }

  roomAt(zone: ZoneId): MainControllerConfig['rooms'][number] | undefined {
    return this.config.rooms.find((room) => room.zone === zone);
  }

  newId(): JourneyId {
    this.#opened += 1;
    return `${this.#prefix}-${this.#opened}` as JourneyId;
  }

  /** Begins to follow a journey, and tells of it unless `silent`. */
  open(
    journey: Omit<Journey, 'updatedAt'>,
    { silent = false, guidance = null }: OpenOptions = {},
  ): Entry {
    const { key, person, state, zone } = journey;
    const seated = state === 'arrived' || state === 'in-meeting';
    const entry: Entry = {
      journey: { ...journey, updatedAt: this.now },
      active: true,
      after: null,
      owner: person?.id ?? null,
      keys: key === null ? new Map() : hearKey(new Map(), key, { at: this.now, zone, seated }),
      heardAt: this.now,
      heardIn: journey.zone,
      overheardAt: this.now,
      asking: false,
      askAgainAt: null,
      guidance,
    };
    this.entries.set(journey.id, entry);
    if (!silent) this.commands.push({ kind: 'tell', journey: entry.journey });
    return entry;
  }

  /** Changes what the controller remembers of a journey, not the journey itself. */
  note(entry: Entry, change: Partial<Omit<Entry, 'journey'>>): Entry {
    const next = { ...this.latest(entry), ...change };
    this.entries.set(entry.journey.id, next);
    return next;
  }

  /** Changes a journey and tells of it. */
  update(entry: Entry, change: Partial<Journey>): Entry {
    const latest = this.latest(entry);
    const journey = { ...latest.journey, ...change, updatedAt: this.now };
    const next = { ...latest, journey };
    this.entries.set(journey.id, next);
    this.commands.push({ kind: 'tell', journey });
    return next;
  }

  /** The hops with `hop` stamped now, if it was not yet. */
  stamped(entry: Entry, hop: HopName): Journey['hops'] {
    const { hops } = this.latest(entry).journey;
    return hops[hop] === undefined ? { ...hops, [hop]: this.now } : hops;
  }

  latest(entry: Entry): Entry {
    return this.entries.get(entry.journey.id) ?? entry;
  }
}

interface OpenOptions {
  silent?: boolean;
  guidance?: Entry['guidance'];
}
