// @vitest-environment happy-dom
import { cleanup, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import { renderInPage } from '@/browser/test-page.tsx';
import { DrillPanel } from './drill-panel.tsx';

afterEach(cleanup);

const at = Date.now();
const fired = {
  id: 7,
  device: 'room',
  seq: 8,
  source: { deployment: null, nanoservice: null },
  body: { type: 'thing.fired', at: at - 60_000, thing: 'motion', zone: 'aurora', detail: 'motion' },
  receivedAt: at,
};

const panel = (drill: unknown, connected = true) => {
  const begun: unknown[] = [];
  renderInPage(<DrillPanel device="room" connected={connected} />, {
    'devices.drill': () => drill,
    'devices.list': () => [],
    'devices.beginDrill': (input) => {
      begun.push(input);
      return { endsAt: at + 120_000 };
    },
  });
  return begun;
};

it('cuts the device off for two minutes, or as long as is chosen', async () => {
  const begun = panel(null);
  await userEvent.click(await screen.findByRole('button', { name: 'Cut off' }));
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'For' }), '10 minutes');
  await userEvent.click(screen.getByRole('button', { name: 'Cut off' }));
  expect(begun).toEqual([
    { id: 'room', minutes: 2 },
    { id: 'room', minutes: 10 },
  ]);
});

it('cannot be begun on a device that is away', async () => {
  panel(null, false);
  expect(await screen.findByRole('button', { name: 'Cut off' })).toHaveProperty('disabled', true);
  expect(screen.getByText(/cannot be asked to cut itself off/)).toBeDefined();
});

it('says while it lasts when the device comes back, and how it is ended there', async () => {
  panel({ beganAt: at, endsAt: at + 120_000, minutes: 2, over: null }, false);
  expect(await screen.findByText(/comes back by itself/)).toBeDefined();
  expect(screen.getByText(/nanoedge-agent drill end/)).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Cut off' })).toBeNull();
});

it('shows afterwards what happened meanwhile', async () => {
  panel({
    beganAt: at - 120_000,
    endsAt: at,
    minutes: 2,
    over: { at, by: 'time', happened: 1, events: [fired] },
  });
  expect(await screen.findByText(/1 event happened there meanwhile/)).toBeDefined();
  expect(screen.getByRole('list', { name: 'What happened during the drill' })).toBeDefined();
  expect(screen.getByText('motion: motion')).toBeDefined();
});
