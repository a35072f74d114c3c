import { quantile } from '@nanoedge/base';
import { chromium } from '@playwright/test';
import type { StoredEvent } from '@nanoedge/protocol';
import { openApi } from '../support/api.ts';
import { launchOptions } from '../support/browser.ts';
import { signIn } from '../support/session.ts';
import { nanoedge, stack } from '../support/stack.ts';

/**
 * Times arrivals on a running site: key heard → decision, and event at the edge → in the browser's
 * page. Usage: node e2e/bench/arrivals.ts [arrivals] [path of the open page]; brings the site up
 * and leaves it up.
 */
const wanted = Number(process.argv[2] ?? 50);
const names = ['Bob', 'Carl', 'David'] as const;

interface Received {
  event: StoredEvent;
  at: number;
}

/** Runs in the page: keeps every event of the live link with the time at which the page got it. */
const recordInPage = `
  globalThis.received = [];
  const Native = globalThis.WebSocket;
  globalThis.WebSocket = class extends Native {
    constructor(...args) {
      super(...args);
      this.addEventListener('message', ({ data }) => {
        const at = Date.now();
        const body = /^42\\/live,(\\["events",.*\\])$/s.exec(String(data))?.[1];
        if (body === undefined) return;
        for (const event of JSON.parse(body)[1].events) globalThis.received.push({ event, at });
      });
    }
  };`;

const report = (title: string, values: readonly number[]): void => {
  process.stdout.write(
    `${title}: n=${values.length} p50 ${quantile(values, 0.5)} ms, p95 ${quantile(values, 0.95)} ms, max ${Math.max(...values)} ms\n`,
  );
};

nanoedge('up', '--detach');
const browser = await chromium.launch(launchOptions);
const page = await browser.newPage({ baseURL: stack.url });
await page.addInitScript({ content: recordInPage });
await signIn(page, 'admin');
await page.goto(process.argv[3] ?? '/live');
const api = openApi('admin');
await api.emptyCalendar();
await api.emptyBuilding();
const people = await Promise.all(names.map((name) => api.personId(name)));
const now = Date.now();
await api.createMeeting({
  title: 'Measured',
  room: 'aurora',
  startsAt: now + 60_000,
  endsAt: now + 4 * 3_600_000,
  participants: people,
  content: [{ kind: 'link', name: 'Agenda', url: 'https://example.org/agenda' }],
});
for (let done = 0; done < wanted; done += people.length) {
  for (const person of people) await api.walk(person, 4);
  await api.settled(people, 'in-meeting');
  await api.emptyBuilding();
  process.stderr.write(`${Math.min(wanted, done + people.length)} of ${wanted} arrivals\n`);
}
const received = await page.evaluate(
  () => (globalThis as unknown as { received: Received[] }).received,
);
const journeys = received.flatMap(({ event }) =>
  event.body.type === 'journey.updated' ? [event.body.snapshot] : [],
);
const decided = new Map(
  journeys.flatMap(({ id, heardAt, hops }) =>
    heardAt !== null && hops.identity !== undefined ? [[id, hops.identity - heardAt]] : [],
  ),
);
report('key heard → decision', [...decided.values()]);
report(
  'event at the edge → at the dashboard',
  received.map(({ event }) => event.receivedAt - event.body.at),
);
report(
  'event at the edge → in the page',
  received.map(({ event, at }) => at - event.body.at),
);
await browser.close();
