import { hourMs } from '@nanoedge/base';
import { parse, TimeZone } from '@nanoedge/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runDashboard, type RunningDashboard } from './support/dashboard.ts';
import { demoForTests } from './support/demo.ts';

let dashboard: RunningDashboard;
let cookie: string;

/** Two in the afternoon of a day of next year in New York. */
const two = Date.UTC(new Date().getUTCFullYear() + 1, 0, 15, 19);

const book = async (language: string): Promise<string> => {
  const answer = await dashboard.post(
    '/api/trpc/meetings.create',
    {
      site: 'demo',
      title: 'Budget',
      room: 'aurora',
      startsAt: two,
      endsAt: two + hourMs,
      participants: ['bob'],
    },
    { cookie, origin: dashboard.url, 'accept-language': language },
  );
  return answer.text();
};

beforeAll(async () => {
  const document = demoForTests();
  const timeZone = parse(TimeZone, 'America/New_York', 'zone');
  dashboard = await runDashboard({ ...document, site: { ...document.site, timeZone } });
  cookie = await dashboard.signIn('alice');
  expect(await book('en-US')).toContain('"title":"Budget"');
});
afterAll(() => dashboard.stop());

it.each([
  ['en-US,en;q=0.9', 'booked 2:00 pm–3:00 pm on'],
  ['en-GB', 'booked 14:00–15:00 on'],
  ['de;q=0.8', 'booked 14:00–15:00 on'],
  ['*', 'booked 14:00–15:00 on'],
])('tells somebody whose browser says %s that the room is %s that day', async (language, said) =>
  expect(await book(language)).toContain(said),
);
