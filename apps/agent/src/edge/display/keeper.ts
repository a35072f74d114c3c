import { type Clock, describeError } from '@nanoedge/base';
import type { DisplaySpec, ScreenState, ThingState } from '@nanoedge/protocol';
import { screenGate } from '@nanoedge/words';
import type { Logger } from 'pino';
import type { ContentStore } from '../../store/content-store.ts';
import type { Things } from '../things/things.ts';
import type { Display } from './display.ts';
import { contentIsListed, whyNotShown } from './gate.ts';

export interface KeeperPorts {
  clock: Clock;
  log: Logger;
  display: Display;
  things: Pick<Things, 'get' | 'specs'>;
  content: Pick<ContentStore, 'read'>;
}

/**
 * Keeps the room screen to what the desired state lets it show: nothing else is put there, and what
 * may not be there any more is taken off, whatever the services say.
 */
export class ScreenKeeper {
  readonly #ports: KeeperPorts;
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

  /** Why a thing may not be commanded so; only what a screen shows of a meeting is anybody's secret. */
  async whyNot(state: ThingState): Promise<string | null> {
    if (state.kind !== 'screen' || state.mode !== 'content') return null;
    const { display, clock, content, log } = this.#ports;
    const { spec } = display;
    const why = whyNotShown(state, spec, clock.now());
    if (why !== null) return why;
    const digest = spec?.meetings.find(({ id }) => id === state.meeting.id)?.content ?? null;
    try {
      const manifest = digest === null ? null : await content.read(digest);
      return contentIsListed(state, manifest) ? null : screenGate.otherContent;
    } catch (error) {
      log.warn({ digest, reason: describeError(error) }, 'a list of content cannot be read');
      return screenGate.otherContent;
    }
  }

  /** Looks again when the meeting that is shown is over. */
  #look(): void {
    this.#stop();
    const { display, clock, things, log } = this.#ports;
    const { screen, spec } = display;
    if (screen.mode !== 'content') return;
    const why = whyNotShown(screen, spec, clock.now());
    if (why === null) {
      const ends = spec?.meetings.find(({ id }) => id === screen.meeting.id)?.endsAt ?? clock.now();
      this.#stop = clock.after(ends + 5_000 - clock.now(), () => this.#look());
      return;
    }
    log.info({ meeting: screen.meeting.id, reason: why }, 'taken off the room screen');
    for (const { name, kind } of things.specs())
      if (kind === 'screen') things.get(name)?.write({ kind: 'screen', mode: 'idle' });
  }
}
