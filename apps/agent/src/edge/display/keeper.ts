import { type Clock, describeError, Serial } from '@nanoedge/base';
import type {
  ContentItem,
  ContentManifest,
  Digest,
  DisplaySpec,
  MeetingSummary,
  ScreenState,
} from '@nanoedge/protocol';
import { screenGate } from '@nanoedge/words';
import type { Logger } from 'pino';
import type { ContentStore } from '../../store/content-store.ts';
import type { Driver } from '../things/thing.ts';
import type { Things } from '../things/things.ts';
import type { Display } from './display.ts';
import { isSameItem, readManifest, type ShownContent, whyNotShown } from './gate.ts';

export interface KeeperPorts {
  clock: Clock;
  log: Logger;
  display: Display;
  things: Pick<Things, 'get' | 'specs'>;
  content: Pick<ContentStore, 'read'>;
}

/** How often what is shown of a meeting is looked at again, whatever the clock was set to. */
const lookAgainMs = 500;

/**
 * How long what the meeting's list has no more stays at most, so that what replaces it takes its
 * place without a flash.
 */
const replacedWithinMs = 1_500;

/** By which list content was let on the screen, and since when (monotonic) there is another one. */
interface Admitted {
  list: Digest | null;
  replacedAt: number | null;
}

/**
 * Keeps the room screen to what the desired state lets it show: nothing else is put there, and what
 * may not be there any more is taken off, whatever the services say.
 */
export class ScreenKeeper {
  readonly #ports: KeeperPorts;
  readonly #turn = new Serial();
  #admitted: Admitted = { list: null, replacedAt: null };
  #said: string | null = null;
  #stop: () => void = () => undefined;

  constructor(ports: KeeperPorts) {
    this.#ports = ports;
  }

  assign(spec: DisplaySpec | null): void {
    this.#ports.display.assign(spec);
    this.#look();
  }

  show(screen: ScreenState): void {
    this.#ports.display.show(screen);
    this.#look();
  }

  /** Nothing is looked at any more. */
  stop(): void {
    this.#stop();
  }

  /**
   * Sets a screen, one command after the other; answers why it may not show that, null: it does.
   * Only what a screen shows of a meeting is anybody's secret.
   */
  set(screen: Driver, state: ScreenState): Promise<string | null> {
    return this.#turn.run(async () => {
      const why = state.mode === 'content' ? await this.#whyNot(state) : null;
      if (why === null) screen.write(state);
      return why;
    });
  }

  async #whyNot(shown: ShownContent): Promise<string | null> {
    const { clock, display } = this.#ports;
    for (;;) {
      const planned = this.#planned(shown);
      const list = planned?.content ?? null;
      const listed = await this.#itemsOf(list, shown);
      // The plan may have become another one meanwhile
      if ((this.#planned(shown)?.content ?? null) !== list) continue;
      const why =
        whyNotShown(shown, display.spec, clock.now()) ??
        (isWhole(shown.items, listed) ? null : screenGate.otherContent);
      this.#say(shown, why);
      if (why === null) this.#admitted = { list, replacedAt: null };
      return why;
    }
  }

  #planned({ meeting }: ShownContent): MeetingSummary | undefined {
    return this.#ports.display.spec?.meetings.find(({ id }) => id === meeting.id);
  }

  /** What the list has of that meeting; nothing when it is not here, or is none of it. */
  async #itemsOf(list: Digest | null, { meeting }: ShownContent): Promise<ContentItem[]> {
    const { content, log } = this.#ports;
    if (list === null) return [];
    try {
      const manifest: ContentManifest | null = readManifest(await content.read(list));
      return manifest?.meeting === meeting.id ? manifest.items : [];
    } catch (error) {
      log.warn({ digest: list, reason: describeError(error) }, 'a list of content cannot be read');
      return [];
    }
  }

  /** Who asks again and again is told of once. */
  #say({ meeting }: ShownContent, why: string | null): void {
    const said = why === null ? null : `${meeting.id} ${why}`;
    if (why !== null && said !== this.#said)
      this.#ports.log.warn({ meeting: meeting.id, reason: why }, 'kept off the room screen');
    this.#said = said;
  }

  /** Looks again and again, as long as something of a meeting is shown. */
  #look(): void {
    this.#stop();
    const { display, clock, log } = this.#ports;
    const { screen, spec } = display;
    if (screen.mode !== 'content') return;
    const why = whyNotShown(screen, spec, clock.now());
    if (why !== null) {
      log.info({ meeting: screen.meeting.id, reason: why }, 'taken off the room screen');
      this.#write({ kind: 'screen', mode: 'idle' });
      return;
    }
    this.#stop = clock.after(lookAgainMs, () => this.#look());
    this.#lookAtList(screen);
  }

  #lookAtList(shown: ShownContent): void {
    const { clock, log } = this.#ports;
    const list = this.#planned(shown)?.content ?? null;
    if (list === this.#admitted.list) {
      this.#admitted.replacedAt = null;
      return;
    }
    const since = this.#admitted.replacedAt ?? clock.monotonic();
    this.#admitted.replacedAt = since;
    if (list !== null && clock.monotonic() - since < replacedWithinMs) return;
    this.#turn
      .run(() => this.#keepListed(shown, list))
      .catch((error: unknown) =>
        log.warn({ reason: describeError(error) }, 'the room screen could not be set'),
      );
  }

  /** Takes off what the meeting's list has no more, where nobody replaced it in time. */
  async #keepListed(shown: ShownContent, list: Digest | null): Promise<void> {
    const listed = await this.#itemsOf(list, shown);
    const isStill = this.#ports.display.screen === shown && this.#admitted.list !== list;
    if (!isStill || (this.#planned(shown)?.content ?? null) !== list) return;
    const items = shown.items.filter((item) => listed.some((other) => isSameItem(item, other)));
    this.#admitted = { list, replacedAt: null };
    this.#ports.log.info(
      { meeting: shown.meeting.id, left: items.length },
      'taken off the room screen: its meeting has it no more',
    );
    this.#write(items.length === 0 ? { kind: 'screen', mode: 'cleared' } : { ...shown, items });
  }

  #write(state: ScreenState): void {
    const { things } = this.#ports;
    for (const { name, kind } of things.specs())
      if (kind === 'screen') things.get(name)?.write(state);
  }
}

/** Whether they are the whole list, in its order. */
const isWhole = (items: readonly ContentItem[], listed: readonly ContentItem[]): boolean =>
  items.length === listed.length &&
  items.every((item, at) => {
    const other = listed[at];
    return other !== undefined && isSameItem(item, other);
  });
