// @vitest-environment happy-dom
import { cleanup, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import { renderInPage } from '@/browser/test-page.tsx';
import { CalibrationPanel } from './calibration-panel.tsx';

afterEach(cleanup);

const [entrance, room] = [
  { zone: 'entrance', name: 'Entrance' },
  { zone: 'aurora', name: 'Aurora' },
];
const bare = { zones: [entrance, room], scanners: [entrance, room], lesson: null, undoTo: null };

const panel = (calibration: unknown) => {
  const undone: unknown[] = [];
  renderInPage(<CalibrationPanel deployment="main-controller" />, {
    'calibration.get': () => calibration,
    'calibration.undo': (input) => {
      undone.push(input);
      return {};
    },
  });
  return undone;
};

it('says that nothing was taught, and how it is', async () => {
  panel(bare);
  expect(await screen.findByText(/Not calibrated/)).toBeDefined();
  expect(screen.getByText(/nanoedge calibrate/)).toBeDefined();
  expect(screen.queryByRole('button')).toBeNull();
});

it('says which zones and scanners the lesson lacks, and goes back', async () => {
  const lesson = {
    taughtAt: Date.now(),
    taught: [entrance],
    untaught: [room],
    newScanners: [room],
  };
  const undone = panel({ ...bare, lesson, undoTo: 'uncalibrated' });
  expect(await screen.findByText(/1 of 2 zones/)).toBeDefined();
  expect(screen.getByText(/expected by the plan: Aurora/)).toBeDefined();
  expect(screen.getByText(/nothing of the scanner of: Aurora/)).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Back to uncalibrated' }));
  expect(undone).toEqual([{ deployment: 'main-controller' }]);
});
