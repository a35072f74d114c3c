// @vitest-environment happy-dom
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import { renderInPage, TestRefusal } from '@/browser/test-page.tsx';
import { testRun } from '@/features/runs/test-run.ts';
import { CalibrationPanel } from './calibration-panel.tsx';

afterEach(() => {
  cleanup();
  window.history.replaceState(null, '', '/');
});

const [entrance, room] = [
  { zone: 'entrance', name: 'Entrance' },
  { zone: 'aurora', name: 'Aurora' },
];
const lesson = { taughtAt: Date.now(), taught: [entrance], untaught: [room], newScanners: [room] };
const bare = {
  deployment: 'main-controller',
  name: 'main-controller',
  zones: [entrance, room],
  scanners: [entrance, room],
  lesson: null,
  undoTo: null,
};

const panel = (
  calibration: unknown,
  { role = 'admin', progress = null }: { role?: 'admin' | 'viewer'; progress?: unknown } = {},
) => {
  const undone: unknown[] = [];
  const cancelled: unknown[] = [];
  let goesOn = progress;
  const page = renderInPage(
    <CalibrationPanel deployment="main-controller" />,
    {
      'calibration.get': () => calibration,
      'calibration.progress': () => {
        if (goesOn instanceof Error) throw goesOn;
        return goesOn;
      },
      'calibration.undo': (input) => {
        undone.push(input);
        return testRun({ kind: 'change' });
      },
      'calibration.cancel': (input) => {
        cancelled.push(input);
        goesOn = null;
        return { cancelled: true };
      },
    },
    { role },
  );
  return { ...page, undone, cancelled };
};
const button = (name: string) => screen.findByRole('button', { name });

it('says that nothing was taught, and how it is', async () => {
  panel(bare);
  expect(await screen.findByText(/Not calibrated/)).toBeDefined();
  expect(await screen.findByText(/Carry a key through the zones/)).toBeDefined();
  expect(await button('Calibrate…')).toHaveProperty('disabled', false);
});

it('lets those who are no administrators look, and no more', async () => {
  panel({ ...bare, lesson, undoTo: 'lesson' }, { role: 'viewer' });
  expect(await screen.findByText(/1 of 2 zones/)).toBeDefined();
  expect(screen.queryByRole('button')).toBeNull();
});

it('says which zones and scanners the lesson lacks, and goes back by a change that is shown', async () => {
  const { undone } = panel({ ...bare, lesson, undoTo: 'uncalibrated' });
  expect(await screen.findByText(/1 of 2 zones/)).toBeDefined();
  expect(screen.getByText(/expected by the plan: Aurora/)).toBeDefined();
  expect(screen.getByText(/nothing of the scanner of: Aurora/)).toBeDefined();
  await userEvent.click(await button('Back to uncalibrated'));
  expect(undone).toEqual([{ deployment: 'main-controller' }]);
  await waitFor(() => expect(window.location.search).toBe('?run=run-1'));
});

it('says in words why the device cannot be asked, and begins nothing then', async () => {
  const message = 'Closet is not connected, so its main-controller cannot be asked.';
  panel(bare, { progress: new TestRefusal({ field: 'deployment', message, remedy: null }) });
  expect(await screen.findByText(message)).toBeDefined();
  expect(await button('Calibrate…')).toHaveProperty('disabled', true);
});

it('says that somebody calibrates, where they are, and throws that away when it is confirmed', async () => {
  const { cancelled } = panel(bare, {
    progress: {
      id: 'theirs',
      by: 'Grace',
      now: { zone: 'aurora', leftMs: 9_000 },
      zones: [
        { zone: 'entrance', taughtMs: 30_000, heard: [{ scanner: 'entrance', reports: 30 }] },
        { zone: 'aurora', taughtMs: 0, heard: [] },
      ],
    },
  });
  expect(await screen.findByText('A calibration goes on, begun by Grace')).toBeDefined();
  expect(screen.getByText(/Somebody stands in Aurora now. 1 zone taught so far/)).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Calibrate…' })).toBeNull();
  // An older main-controller does not say with which key
  expect(screen.queryByRole('button', { name: 'Go on with it…' })).toBeNull();
  await userEvent.click(await button('Throw away'));
  expect(cancelled).toEqual([]);
  const dialog = await screen.findByRole('dialog');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Throw away' }));
  expect(cancelled).toEqual([{ deployment: 'main-controller', id: 'theirs' }]);
  expect(await button('Calibrate…')).toBeDefined();
});
