import { expect, it, vi } from 'vitest';
import { atDevice, memoryAgent } from '../support/memory-agent.ts';

const soon = { timeout: 15_000, interval: 20 };

const setUp = async () => {
  const { data, dashboard, start } = await memoryAgent();
  const told = (): string[] => dashboard.events.map(({ body }) => body.type);
  const here = (...args: string[]): Promise<string> => atDevice(data, ...args);
  return { dashboard, start, here, told };
};

it('cuts the device off over a restart, lets people in there, and is ended at the device', async () => {
  const { dashboard, start, here, told } = await setUp();
  const end = start();
  await vi.waitFor(() => expect(dashboard.reports.length).toBeGreaterThan(0), soon);
  await expect(here('drill', 'end')).rejects.toMatchObject({
    stderr: expect.stringContaining('there is no drill'),
  });

  expect(await dashboard.tell('drill', { minutes: 31 })).toMatchObject({ ok: false });
  expect(await dashboard.tell('drill', { minutes: 30 })).toMatchObject({ ok: true });
  await vi.waitFor(() => expect(told()).toContain('drill.began'), soon);
  await vi.waitFor(() => expect(dashboard.online).toBe(false), soon);

  await end();
  start();
  const cutOff = /cut off from the dashboard for 1\d{3} s more/;
  await vi.waitFor(async () => expect(await here('drill', 'status')).toMatch(cutOff), soon);
  await here('simulate', 'walk-in', '--person', 'Bob Beispiel');
  expect(dashboard.online).toBe(false);
  expect(told()).not.toContain('thing.fired');

  expect(await here('drill', 'end')).toMatch(/the drill is over/);
  await vi.waitFor(() => expect(told()).toContain('drill.ended'), soon);
  const order = told();
  expect(order.indexOf('drill.began')).toBeLessThan(order.indexOf('thing.fired'));
  expect(order.indexOf('thing.fired')).toBeLessThan(order.indexOf('drill.ended'));
  expect(dashboard.doubled).toBe(0);
}, 60_000);
