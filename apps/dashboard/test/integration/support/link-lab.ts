import { LiveSocket, type Missed } from '@nanoedge/client/live';
import type { DeviceStatus, StoredEvent } from '@nanoedge/protocol';
import { connectAgent, type TestAgent, type TestKey } from './agent.ts';
import type { AgentSocket } from './agent-socket.ts';
import { type RunningDashboard, runDashboard } from './dashboard.ts';

/** A page: what was pushed to it, and its subscription. */
export interface TestPage {
  /** `lost`: why the link ended, once it has. */
  seen: { events: StoredEvent[]; devices: DeviceStatus[]; lost: string[] };
  subscribe: (after?: number) => Promise<Missed>;
}

export const sighting = (seq: number) => ({
  seq,
  source: { deployment: null, nanoservice: null },
  body: {
    type: 'sighting',
    at: Date.now(),
    zone: 'entrance',
    key: 'c0:ff:ee:00:00:02',
    rssi: -60,
    journey: null,
  },
});

/** A dashboard with agents and pages, whose links end with it. */
export class LinkLab {
  readonly dashboard: RunningDashboard;
  /** The cookies of two people. */
  readonly alice: string;
  readonly admin: string;
  readonly #ending = new AbortController();
  readonly #keys = new Map<string, TestKey>();

  constructor(dashboard: RunningDashboard, cookies: { alice: string; admin: string }) {
    this.dashboard = dashboard;
    this.alice = cookies.alice;
    this.admin = cookies.admin;
  }

  /** The agent of a device of the demo site; it enrols at its first use. */
  async agent(name: string): Promise<TestAgent> {
    const connected = await connectAgent(this.dashboard.url, name, this.#keys.get(name));
    this.#keys.set(name, connected.key);
    this.ends(connected.socket);
    return connected;
  }

  /** Disconnects the socket at the end of the tests. */
  ends(socket: AgentSocket): AgentSocket {
    this.#ending.signal.addEventListener('abort', () => socket.disconnect());
    return socket;
  }

  /** A page that is connected; rejects with the reason why it cannot be. */
  async browse(cookie: string, headers: Record<string, string> = {}): Promise<TestPage> {
    const socket = new LiveSocket({
      url: this.dashboard.url,
      headers: { cookie, ...headers },
      reconnect: false,
    });
    const seen: TestPage['seen'] = { events: [], devices: [], lost: [] };
    await new Promise<void>((connected, failed) => {
      const listener = {
        connected,
        lost: (reason: string) => {
          seen.lost.push(reason);
          failed(new Error(reason));
        },
        events: (events: StoredEvent[]) => seen.events.push(...events),
        device: (status: DeviceStatus) => seen.devices.push(status),
        changed: () => undefined,
      };
      socket.start(listener, this.#ending.signal);
    });
    const subscribe = (after = 0): Promise<Missed> =>
      new Promise((subscribed, refused) => {
        socket.subscribe('demo', after, (missed) =>
          missed === null ? refused(new Error('refused')) : subscribed(missed),
        );
      });
    return { seen, subscribe };
  }

  async close(): Promise<void> {
    this.#ending.abort();
    await this.dashboard.stop();
  }
}

export const openLinkLab = async (): Promise<LinkLab> => {
  const dashboard = await runDashboard();
  const alice = await dashboard.signIn('alice');
  return new LinkLab(dashboard, { alice, admin: await dashboard.signIn('admin') });
};
