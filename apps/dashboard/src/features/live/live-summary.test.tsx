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
    { ...Object(golden('DeviceStatus').valid[0]), device, ...changes },
    'a device for a test',
  );
const told = (...devices: DeviceStatus[]) => {
  const page = renderInPage(<LiveSummary />);
  act(() => {
    page.live.store.setLink({ kind: 'live' });
    page.live.store.update((data) => takeDevices(data, devices, 2000));
  });
  return page;
};

it('states no figure before the house has said anything', () => {
  renderInPage(<LiveSummary />);
  expect(screen.getByRole('status').textContent).not.toMatch(/\d/);
});

it('says how many of the devices that were ever heard are connected', async () => {
  told(
    status('entrance', { connected: true, heardAt: 1000 }),
    status('room', { connected: false, heardAt: 1000 }),
  );
  expect(await screen.findByText(/1 of 2 devices connected$/)).toBeDefined();
});

it('counts a device that is expected apart, not as lost', async () => {
  told(
    status('entrance', { connected: true, heardAt: 1000 }),
    status('closet', { connected: false, heardAt: null, reported: null }),
  );
  expect(await screen.findByText(/1 of 1 device connected · 1 expected$/)).toBeDefined();
});
