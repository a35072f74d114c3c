import type { Clock } from '@nanoedge/base';
import type { ContentItem, Digest, DisplaySpec, ScreenState } from '@nanoedge/protocol';
import type { DisplayState } from './model.ts';

export type ShownItem = Extract<ContentItem, { digest: Digest }>;

/** What the room screen shows now; told to every open page at once. */
export class Display {
  readonly #clock: Clock;
  readonly #listeners = new Set<() => void>();
  #spec: DisplaySpec | null = null;
  #screen: ScreenState = { kind: 'screen', mode: 'idle' };

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  assign(spec: DisplaySpec | null): void {
    if (JSON.stringify(spec) === JSON.stringify(this.#spec)) return;
    this.#spec = spec;
    this.#tell();
  }

  show(screen: ScreenState): void {
    this.#screen = screen;
    this.#tell();
  }

  state(): Omit<DisplayState, 'build'> {
    return { now: this.#clock.now(), display: this.#spec, screen: this.#screen };
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

  #items(): ShownItem[] {
    return this.#screen.mode === 'content'
      ? this.#screen.items.filter((item) => item.kind !== 'link')
      : [];
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
