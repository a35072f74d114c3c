import { describeError } from '@nanoedge/base';
import { ContentManifest, ScreenState } from '@nanoedge/protocol';
import type { ContentItem, MeetingSummary } from '@nanoedge/protocol';
import type { CoapClient } from '@nanoedge/coap';

/** The content of a meeting is not (yet) at the gateway. */
export class ContentMissing extends Error {
  constructor(digest: string, why: string) {
    super(`${digest}: ${why}`);
    this.name = 'ContentMissing';
  }
}

/** The room's screen and the content store, both behind the gateway. */
export class Screen {
  readonly #client: CoapClient;
  readonly #gateway: string;
  readonly #path: string;

  constructor(client: CoapClient, gateway: string, thing: string) {
    this.#client = client;
    this.#gateway = gateway;
    this.#path = `/things/${thing}`;
  }

  /** Throws PeerUnreachable or PeerRefused. */
  async show(state: ScreenState): Promise<void> {
    await this.#client.send({ url: this.#gateway, path: this.#path, method: 'PUT', body: state });
  }

  /** Whether the screen still shows content of that meeting; a gateway that restarted does not. */
  async shows(meeting: MeetingSummary): Promise<boolean> {
    const state = await this.#client.request(
      { url: this.#gateway, path: this.#path, method: 'GET' },
      ScreenState,
    );
    return state.mode === 'content' && state.meeting.id === meeting.id;
  }

  /** The meeting's content; nothing when it has none. Throws ContentMissing. */
  async fetch(meeting: MeetingSummary): Promise<ContentItem[]> {
    const digest = meeting.content;
    if (digest === null) return [];
    try {
      const manifest = await this.#client.request(
        { url: this.#gateway, path: `/content/${digest}`, method: 'GET' },
        ContentManifest,
      );
      return manifest.items;
    } catch (error) {
      throw new ContentMissing(digest, describeError(error));
    }
  }
}
