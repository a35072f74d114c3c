import { type Clock, describeError, epochMs, Serial, shiftTimes } from '@nanoedge/base';
import type {
  ContentItem,
  EpochMs,
  MeetingId,
  MeetingSummary,
  ScreenState,
  ServiceEvent,
  SessionAnswer,
  SessionCommand,
} from '@nanoedge/protocol';
import { Alarm } from '../kit/alarm.ts';
import { nextLapse } from '../kit/lease.ts';
import type { Log } from '@nanoedge/coap';
import { lapsedSessions, renew, sessionOnScreen, welcomeOf } from './room.ts';
import type { RoomSession, RoomSessions } from './room.ts';
import { ContentMissing } from './screen.ts';
import type { Screen } from './screen.ts';

export type HiddenReason = Extract<ServiceEvent, { type: 'content.hidden' }>['reason'];

/** Pause before a screen that could not be set is tried again. */
const retryMs = 1000;

/** A screen whose session nobody renewed while this service was away is idle after this long. */
const unclaimedMs = 10_000;

/** What is on the screen, as far as this service brought it there. */
interface Shown {
  meeting: MeetingId;
  digest: string | null;
  items: ContentItem[];
  at: EpochMs;
  /** All that the screen was told of it. */
  state: string;
}

export interface PresenterTools {
  screen: Screen;
  clock: Clock;
  log: Log;
  emit: (event: ServiceEvent) => void;
  /** The sessions changed. */
  changed: () => void;
}

/**
 * The room's screen follows the room's sessions. One change at a time: everything that touches the
 * screen goes through `#turn`, so no two meetings can fight over it.
 */
export class Presenter {
  readonly #tools: PresenterTools;
  readonly #turn = new Serial();
  readonly #lease: Alarm;
  readonly #retry: Alarm;
  #sessions: RoomSessions = new Map();
  #shown: Shown | null = null;
  #cleared: MeetingId | null = null;
  /** The content that was said to be missing. */
  #missing: MeetingSummary['content'] = null;
  #idle = false;

  constructor(tools: PresenterTools) {
    this.#tools = tools;
    this.#lease = new Alarm(tools.clock, () => this.#later(() => this.#lapse()));
    this.#retry = new Alarm(tools.clock, () => this.#later(() => this.#settle()));
  }

  start(): void {
    this.#retry.set(epochMs(this.#tools.clock.now() + unclaimedMs));
  }

  /** The clock was corrected: what was to last longer still does, and another meeting may be on. */
  clockShifted(byMs: number): void {
    this.#sessions = shiftTimes(this.#sessions, byMs);
    this.#shown = shiftTimes(this.#shown, byMs);
    this.#lease.set(nextLapse(this.#sessions));
    this.#later(() => this.#settle());
  }

  stop(): void {
    this.#lease.set(null);
    this.#retry.set(null);
  }

  sessions(): { session: RoomSession; shown: boolean }[] {
    return [...this.#sessions.values()].map((session) => ({
      session,
      shown: this.#shown?.meeting === session.meeting.id,
    }));
  }

  /** Begins or renews a session; answers what the screen shows of it then. */
  put(command: SessionCommand): Promise<SessionAnswer> {
    return this.#turn.run(async () => {
      this.#set(renew(this.#sessions, command, this.#tools.clock.now()));
      await this.#settle();
      const shown = this.#shown?.meeting === command.meeting.id ? this.#shown : null;
      return { shown: shown !== null, items: shown?.items.length ?? 0, shownAt: shown?.at ?? null };
    });
  }

  /** Ends a session; the screen goes to the next one, or idle. */
  remove(meeting: MeetingId, why: HiddenReason): Promise<void> {
    return this.#turn.run(() => this.#end([meeting], why));
  }

  #later(task: () => Promise<void>): void {
    this.#turn
      .run(task)
      .catch((error: unknown) => this.#tools.log.warn('screen', { reason: describeError(error) }));
  }

  #lapse(): Promise<void> {
    return this.#end(lapsedSessions(this.#sessions, this.#tools.clock.now()), 'lapsed');
  }

  async #end(meetings: readonly MeetingId[], why: HiddenReason): Promise<void> {
    const left = new Map(this.#sessions);
    for (const meeting of meetings) left.delete(meeting);
    this.#set(left);
    for (const meeting of meetings) {
      if (this.#shown?.meeting === meeting) this.#hide(why);
    }
    await this.#settle();
  }

  #set(sessions: RoomSessions): void {
    this.#sessions = sessions;
    this.#lease.set(nextLapse(sessions));
    this.#tools.changed();
  }

  #hide(why: HiddenReason): void {
    if (this.#shown === null) return;
    this.#tools.emit({
      type: 'content.hidden',
      at: this.#tools.clock.now(),
      meeting: this.#shown.meeting,
      reason: why,
    });
    this.#shown = null;
  }

  /**
   * Brings the screen to what the sessions ask for. What cannot be done now is tried again later.
   */
  async #settle(): Promise<void> {
    this.#retry.set(null);
    const session = sessionOnScreen(this.#sessions, this.#tools.clock.now());
    try {
      if (session === null) await this.#showIdle();
      else if (
        this.#shown?.meeting === session.meeting.id &&
        this.#shown.digest === session.meeting.content
      )
        await this.#refresh(session, this.#shown);
      else await this.#load(session);
    } catch (error) {
      if (error instanceof ContentMissing && session !== null)
        this.#reportMissing(session.meeting, error);
      else this.#tools.log.warn('screen not set', { reason: describeError(error) });
      this.#retry.set(epochMs(this.#tools.clock.now() + retryMs));
    }
  }

  async #showIdle(): Promise<void> {
    if (this.#idle) return;
    await this.#tools.screen.show({ kind: 'screen', mode: 'idle' });
    this.#idle = true;
    this.#cleared = null;
    this.#missing = null;
  }

  /**
   * Another meeting's content hides what was there first. Changed content of the same meeting takes
   * the place of what is shown once it is there, so that nothing flashes.
   */
  async #load(session: RoomSession): Promise<void> {
    const { screen, clock, emit } = this.#tools;
    const meeting = session.meeting.id;
    const replaces = this.#shown?.meeting === meeting;
    if (!replaces) this.#hide('ended');
    this.#idle = false;
    if (!replaces && this.#cleared !== meeting) {
      await screen.show({ kind: 'screen', mode: 'cleared' });
      this.#cleared = meeting;
      emit({ type: 'content.cleared', at: clock.now(), meeting });
    }
    const items = await screen.fetch(session.meeting);
    const state = contentState(session, items);
    await screen.show(state);
    this.#cleared = null;
    this.#missing = null;
    this.#shown = {
      meeting,
      digest: session.meeting.content,
      items,
      at: clock.now(),
      state: JSON.stringify(state),
    };
    emit({
      type: 'content.shown',
      at: clock.now(),
      meeting,
      items: items.length,
      journey: session.present[0]?.journey ?? null,
    });
    this.#tools.changed();
  }

  async #refresh(session: RoomSession, shown: Shown): Promise<void> {
    const next = contentState(session, shown.items);
    const state = JSON.stringify(next);
    if (state === shown.state && (await this.#tools.screen.shows(session.meeting))) return;
    await this.#tools.screen.show(next);
    this.#shown = { ...shown, state };
  }

  #reportMissing({ id: meeting, content }: MeetingSummary, error: ContentMissing): void {
    if (this.#missing === content) return;
    this.#missing = content;
    this.#tools.emit({
      type: 'content.missing',
      at: this.#tools.clock.now(),
      meeting,
      detail: error.message,
    });
  }
}

const contentState = (session: RoomSession, items: ContentItem[]): ScreenState => {
  const { id, title, room, endsAt } = session.meeting;
  return {
    kind: 'screen',
    mode: 'content',
    meeting: { id, title, room, endsAt },
    items,
    welcome: welcomeOf(session),
  };
};
