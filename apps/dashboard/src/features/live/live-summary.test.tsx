// @vitest-environment happy-dom
import { DeviceStatus, parse } from '@nanoedge/protocol';
import { golden } from '@nanoedge/protocol/golden';
import { act, cleanup, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { takeDevices } from '@/browser/live/reduce.ts';
import { renderInPage } from '@/browser/test-page.tsx';
import { LiveSummary } from './live-summary.tsx';

afterEach(cleanup);

const status = (device: string, changes: Record<string, unknown>): DeviceStatus =>
  parse(
    DeviceStatus,
    { ...Object(golden('DeviceStatus').valid[0]), device, saidAt: Date.now(), ...changes },
    'a device for a test',
  );
const told = (...devices: DeviceStatus[]) => {
  const page = renderInPage(<LiveSummary />);
  act(() => {
    page.live.store.setLink({ kind: 'live' });
    page.live.store.update((data) => takeDevices(data, devices, Date.now()));
  });
  return page;
};

it('states no figure before the house has said anything', () => {
  renderInPage(<LiveSummary />);
  expect(screen.getByRole('status').textContent).not.toMatch(/\d/);
});

it('says how many of the devices that were ever heard are connected', async () => {
  told(
    status('entrance', { connected: true, heardAt: Date.now() }),
    status('room', { connected: false, heardAt: Date.now() }),
  );
  expect(await screen.findByText(/1 of 2 devices connected$/)).toBeDefined();
});

it('counts a device that is expected apart, not as lost', async () => {
  told(
    status('entrance', { connected: true, heardAt: Date.now() }),
    status('closet', { connected: false, heardAt: null, reported: null }),
  );
  expect(await screen.findByText(/1 of 1 device connected · 1 expected$/)).toBeDefined();
});

it('states nothing of before once the page has lost the dashboard', async () => {
  const page = told(status('entrance', { connected: true, heardAt: Date.now() }));
  await screen.findByText(/1 of 1 device connected/);
  act(() => page.live.store.setLink({ kind: 'lost', since: Date.now() }));
  expect(await screen.findByText(/not known now/)).toBeDefined();
});
