import { createHmac, randomBytes } from 'node:crypto';
import type { Clock } from '@nanoedge/base';
import type { ContentItem, Digest, DisplaySpec, ScreenState } from '@nanoedge/protocol';
import type { DisplayState, DrawnItem } from './model.ts';
import { TodayOf } from './today.ts';

export type ShownItem = Extract<ContentItem, { digest: Digest }>;

const drawnItem = (item: ContentItem): DrawnItem =>
  item.kind === 'link'
    ? { kind: item.kind, name: item.name, url: item.url }
    : { kind: item.kind, name: item.name, digest: item.digest };

/** What the room screen shows now; told to every open page at once. */
export class Display {
  readonly #clock: Clock;
  readonly #listeners = new Set<() => void>();
  readonly #salt = randomBytes(16);
  #spec: DisplaySpec | null = null;
  #today = new TodayOf(undefined);
  #screen: ScreenState = { kind: 'screen', mode: 'idle' };

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  assign(spec: DisplaySpec | null): void {
    if (JSON.stringify(spec) === JSON.stringify(this.#spec)) return;
    this.#spec = spec;
    this.#today = new TodayOf(spec?.timeZone);
    this.#tell();
  }

  show(screen: ScreenState): void {
    this.#screen = screen;
    this.#tell();
  }

  /** The room and its meetings, as the dashboard says them. */
  get spec(): DisplaySpec | null {
    return this.#spec;
  }

  get screen(): ScreenState {
    return this.#screen;
  }

  state(): Omit<DisplayState, 'build'> {
    const now = this.#clock.now();
    return { now, room: this.#room(now), screen: this.#drawn() };
  }

  /** The item with this digest, only while it is on the screen. */
  shown(digest: string): ShownItem | null {
    return this.#items().find((item) => item.digest === digest) ?? null;
  }

  shownDigests(): Digest[] {
    return this.#items().map(({ digest }) => digest);
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #room(now: number): DisplayState['room'] {
    if (this.#spec === null) return null;
    const { name, timeZone, meetings } = this.#spec;
    return {
      name,
      ...(timeZone === undefined ? {} : { timeZone }),
      meetings: meetings
        .filter((meeting) => this.#today.touches(meeting, now))
        .map(({ id, title, startsAt, endsAt }) => ({
          key: this.#keyOf(id),
          title,
          startsAt,
          endsAt,
        })),
    };
  }

  #drawn(): DisplayState['screen'] {
    if (this.#screen.mode !== 'content') return { mode: this.#screen.mode };
    const { meeting, items, welcome } = this.#screen;
    const planned = this.#spec?.meetings.find(({ id }) => id === meeting.id);
    const byName = this.#spec?.greeting === 'name';
    return {
      mode: 'content',
      key: this.#keyOf(meeting.id),
      title: planned?.title ?? meeting.title,
      items: items.map(drawnItem),
      welcome: welcome.map(({ id, name, initials, colour }) => ({
        key: this.#keyOf(id),
        text: byName ? name : initials,
        colour,
      })),
    };
  }

  /** The same for the same id as long as this agent runs; nobody else can make it. */
  #keyOf(id: string): string {
    return createHmac('sha256', this.#salt).update(id).digest('base64url').slice(0, 12);
  }

  #items(): ShownItem[] {
    return this.#screen.mode === 'content'
      ? this.#screen.items.filter((item) => item.kind !== 'link')
      : [];
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
