// @vitest-environment happy-dom
import { DeviceStatus, parse } from '@nanoedge/protocol';
import { golden } from '@nanoedge/protocol/golden';
import { act, cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { takeDevices } from '@/browser/live/reduce.ts';
import { renderInPage } from '@/browser/test-page.tsx';
import type { Run } from '@/features/runs/run.ts';
import { testRun } from '@/features/runs/test-run.ts';
import { SiteVerdict } from './verdict.tsx';

beforeEach(() => window.history.replaceState(null, '', '/'));
afterEach(cleanup);

const closet = { device: 'closet', deviceName: 'Closet', zone: 'closet', zoneName: 'Closet' };
const engine = { ...closet, deployment: 'ae', name: 'authentication-engine' };
const removed = { ...engine, run: 'run-ae', removedAt: Date.now(), undoable: true };

interface Told {
  instances?: unknown[];
  gone?: unknown[];
  role?: 'admin' | 'viewer';
  state?: string;
  ability?: string;
}

const show = ({
  instances = [],
  gone = [],
  role = 'admin',
  state = 'answering',
  ability = 'recognise',
}: Told) => {
  const undo = vi.fn<(input: unknown) => Run>(() => testRun({ kind: 'undo' }));
  const view = { ability, nanoservices: ['authentication-engine'] };
  const page = renderInPage(
    <SiteVerdict />,
    {
      'nanoservices.abilities': () => [{ ...view, instances, removed: gone }],
      'deployments.undo': undo,
    },
    { role },
  );
  const now = Date.now();
  const [valid] = golden('DeviceStatus').valid;
  const { reported } = Object(valid);
  const [service] = reported.services;
  const status = parse(
    DeviceStatus,
    {
      ...Object(valid),
      device: 'closet',
      connected: true,
      heardAt: now,
      saidAt: now,
      engineSeenAt: now,
      reported: {
        ...reported,
        engine: { ...reported.engine, reachable: true },
        services: [{ ...service, deployment: 'ae', state }],
      },
    },
    'a device for a test',
  );
  act(() => {
    page.live.store.setLink({ kind: 'live' });
    page.live.store.update((data) => takeDevices(data, [status], now));
  });
  return { undo, page };
};

it('says that everything works while each part is played', async () => {
  show({ instances: [engine] });
  expect(await screen.findByText('Everything works for people')).toBeDefined();
});

it('says what people do without after a removal, and undoes it', async () => {
  const { undo } = show({ gone: [removed] });
  expect(
    await screen.findByText('Nobody can be recognised: authentication-engine does not run.'),
  ).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Undo the removal' }));
  await waitFor(() => expect(undo).toHaveBeenCalledWith({ run: 'run-ae' }));
});

it.each(['recognise', 'guide'])(
  'says that nothing works when nobody is left who would %s, at whatever place',
  async (ability) => {
    show({ gone: [removed], ability });
    expect(await screen.findByText('Nothing works for people: no nanoservice runs.')).toBeDefined();
  },
);

it('offers the way back to administrators only', async () => {
  show({ gone: [removed], role: 'viewer' });
  expect(await screen.findByText(/^Nobody can be recognised/)).toBeDefined();
  expect(screen.queryByRole('button')).toBeNull();
});

it('names what does not answer, and leads to it', async () => {
  show({ instances: [engine], state: 'failed' });
  expect(
    await screen.findByText(
      'Nobody can be recognised: authentication-engine on Closet does not answer.',
    ),
  ).toBeDefined();
  expect(screen.getByRole('link', { name: 'Look at authentication-engine' })).toBeDefined();
});

it('claims nothing once the page has lost the dashboard', async () => {
  const { page } = show({ instances: [engine] });
  await screen.findByText('Everything works for people');
  act(() => page.live.store.setLink({ kind: 'lost', since: Date.now() }));
  expect(await screen.findByText('What works for people is not known now')).toBeDefined();
});
