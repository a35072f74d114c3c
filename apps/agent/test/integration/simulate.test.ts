import { expect, it, vi } from 'vitest';
import { atDevice, memoryAgent } from '../support/memory-agent.ts';
import { scratchFolder } from '../support/scratch.ts';

const soon = { timeout: 10_000, interval: 20 };

const simulate = (data: string, ...args: string[]): Promise<string> =>
  atDevice(data, 'simulate', ...args);

it('walks somebody in and out at the device while the dashboard is away', async () => {
  const { data, dashboard, start } = await memoryAgent();
  start();
  await vi.waitFor(() => expect(dashboard.reports.length).toBeGreaterThan(0), soon);
  await dashboard.stop();
  const began = Date.now();

  expect(await simulate(data, 'walk-in', '--person', 'Bob Beispiel')).toBe(
    'Bob Beispiel is in entrance',
  );
  await expect(simulate(data, 'leave', '--key', 'k2')).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('k2 was not walked in here'),
  });
  expect(await simulate(data, 'everybody', 'leaves')).toBe('everybody left');
  await expect(simulate(data, 'walk-in', '--person', 'Zoe')).rejects.toMatchObject({
    stderr: expect.stringContaining('knows nobody called'),
  });

  await dashboard.start();
  await vi.waitFor(() => {
    const fired = dashboard.events.filter(({ body }) => body.type === 'thing.fired');
    expect(fired).toHaveLength(1);
    expect(fired[0]?.body.at).toBeGreaterThanOrEqual(began);
  }, soon);
});

it('says what to do where no agent answers', async () => {
  await expect(simulate(scratchFolder(), 'everybody', 'leaves')).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/no agent answers at .*agent\.sock/),
  });
});
