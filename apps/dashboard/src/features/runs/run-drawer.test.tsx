// @vitest-environment happy-dom
import { cleanup, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { renderInPage, TestRefusal } from '@/browser/test-page.tsx';
import { RunDrawer } from './run-drawer.tsx';
import { testRun, testStep } from './test-run.ts';

const at = (search: string) => window.history.replaceState(null, '', `/${search}`);

beforeEach(() => at(''));
afterEach(cleanup);

it('stays away while the address names no change', () => {
  renderInPage(<RunDrawer />);
  expect(screen.queryByTestId('run')).toBeNull();
});

it('shows the steps of the change that the address names, as they stand', async () => {
  at('?run=run-1');
  const steps = [
    testStep('stopping', { state: 'done', endedAt: 1097 }),
    testStep('snapshotting', { bytes: 120_000, of: 250_000 }),
  ];
  renderInPage(<RunDrawer />, { 'runs.get': () => testRun({ steps }) });
  const run = await screen.findByTestId('run');
  expect(run.getAttribute('data-state')).toBe('running');
  const [stopping, snapshotting] = within(run).getAllByTestId('run-step');
  expect(stopping?.textContent).toContain('97 ms');
  expect(snapshotting?.textContent).toContain('120 kB of 250 kB');
  expect(within(run).getByRole('progressbar')).toBeDefined();
});

it('says why a change failed, once, with its last lines', async () => {
  at('?run=run-1');
  const failed = testRun({
    state: 'failed',
    kind: 'add',
    reason: 'It exited before it answered.',
    exitCode: 3,
    logLines: ['no light strip'],
    finishedAt: 2000,
    cancellable: false,
    steps: [testStep('answering', { state: 'failed', detail: 'It exited before it answered.' })],
  });
  renderInPage(<RunDrawer />, { 'runs.get': () => failed });
  const run = await screen.findByTestId('run');
  expect(within(run).getAllByText('It exited before it answered.')).toHaveLength(1);
  expect(run.textContent).toContain('code 3');
  expect(run.textContent).toContain('no light strip');
});

it('offers the way back before the point of no return, and asks the server for it', async () => {
  at('?run=run-1');
  const cancel = vi.fn<(input: unknown) => unknown>(() => testRun({ reason: 'Cancelled by Ada.' }));
  renderInPage(<RunDrawer />, { 'runs.get': () => testRun(), 'runs.cancel': cancel });
  await userEvent.click(await screen.findByRole('button', { name: /^Cancel/ }));
  expect(cancel).toHaveBeenCalledWith({ run: 'run-1' });
});

it('sums up what one click started, and undoes all of it that can be undone', async () => {
  at('?batch=b1');
  const undone = vi.fn<(input: unknown) => unknown>(() => testRun({ kind: 'undo' }));
  const gone = { batch: 'b1', state: 'done', undoable: true, cancellable: false } as const;
  const { id } = testRun();
  renderInPage(<RunDrawer />, {
    'runs.list': () => [
      testRun({ ...gone, id }),
      { ...testRun(gone), id: 'run-2', deviceName: 'Aurora' },
    ],
    'deployments.undo': undone,
  });
  expect(await screen.findByText('2 of 2 changes done')).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Undo all 2' }));
  expect(undone).toHaveBeenCalledTimes(2);
});

it('is closed by its button, which the address forgets', async () => {
  at('?run=run-1');
  renderInPage(<RunDrawer />, { 'runs.get': () => testRun() });
  await screen.findByTestId('run');
  await userEvent.click(screen.getByRole('button', { name: /close/i }));
  expect(window.location.search).toBe('');
});

it('tells a change that cannot be read from one that does not exist', async () => {
  at('?run=run-1');
  const refuse = () => {
    throw new TestRefusal({ field: null, message: 'The database is away.', remedy: null });
  };
  renderInPage(<RunDrawer />, { 'runs.get': refuse });
  expect(await screen.findByText('The database is away.')).toBeDefined();
});
