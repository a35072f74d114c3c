// @vitest-environment happy-dom
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { renderInPage, TestRefusal } from '@/browser/test-page.tsx';
import { testRun } from '@/features/runs/test-run.ts';
import { ChangeDialog } from './change-dialog.tsx';
import { testDeployment } from './test-deployment.ts';

beforeEach(() => window.history.replaceState(null, '', '/'));
afterEach(cleanup);

const base = testDeployment();
const configSchema = {
  type: 'object',
  required: ['zone', 'holdSeconds'],
  properties: {
    zone: { type: 'string', minLength: 1 },
    holdSeconds: { type: 'integer', minimum: 1, maximum: 60 },
  },
};
const deployment = {
  ...base,
  config: { zone: 'entrance', holdSeconds: 3 },
  release: { ...base.release, spec: { ...base.release.spec, configSchema } },
};

const show = (change: (input: unknown) => unknown, get: () => unknown = () => deployment) =>
  renderInPage(<ChangeDialog deployment={deployment} part="config" onClose={() => undefined} />, {
    'deployments.around': () => ({
      deviceName: 'Closet',
      title: 'Engine',
      callers: [],
      others: [],
    }),
    'nanoservices.releases': () => ({ title: 'Engine', releases: [deployment.release] }),
    'deployments.change': change,
    'deployments.get': get,
  });

const hold = () => screen.findByLabelText('Hold seconds');
const submit = () => userEvent.click(screen.getByRole('button', { name: 'Change config' }));

it('has nothing to change until something is changed', async () => {
  show(() => testRun());
  await hold();
  expect(screen.getByText('Nothing is changed yet.')).toBeDefined();
  const button = screen.getByRole('button', { name: 'Change config' });
  expect(button.hasAttribute('disabled')).toBe(true);
});

it('leads to the first place of the config that is wrong, and says there why', async () => {
  const change = vi.fn<(input: unknown) => unknown>();
  show(change);
  const input = await hold();
  await userEvent.clear(input);
  await userEvent.type(input, '90');
  await submit();
  await waitFor(() => expect(document.activeElement).toBe(input));
  expect(screen.getByText('Must be at most 60')).toBeDefined();
  expect(change).not.toHaveBeenCalled();
});

it('asks for what was changed alone', async () => {
  const change = vi.fn<(input: unknown) => unknown>(() => testRun({ kind: 'change' }));
  show(change);
  const input = await hold();
  await userEvent.clear(input);
  await userEvent.type(input, '7');
  await submit();
  await waitFor(() => expect(window.location.search).toBe('?run=run-1'));
  const config = { zone: 'entrance', holdSeconds: 7 };
  const opened = {
    version: 1,
    release: deployment.release.id,
    config: deployment.config,
    peers: [],
  };
  expect(change).toHaveBeenCalledWith({ deployment: deployment.id, config, base: opened });
});

it('shows both versions of a place that somebody else changed, and keeps what they changed beside it', async () => {
  const stored = { zone: 'aurora', holdSeconds: 9 };
  const stale = new TestRefusal({ field: 'config', message: 'No.', remedy: null }, { by: 'Ben' });
  const change = vi
    .fn<(input: unknown) => unknown>(() => testRun({ kind: 'change' }))
    .mockImplementationOnce(() => {
      throw stale;
    });
  show(change, () => ({ ...deployment, config: stored, version: 2 }));
  const input = await hold();
  await userEvent.clear(input);
  await userEvent.type(input, '7');
  await submit();
  const both = await screen.findByRole('group', { name: 'holdSeconds' });
  expect(await hold()).toHaveProperty('value', '7');
  await userEvent.click(within(both).getByRole('radio', { name: /Ben’s\s*9/ }));
  expect(await hold()).toHaveProperty('value', '9');
  await userEvent.click(within(both).getByRole('radio', { name: /Yours\s*7/ }));
  await submit();
  await waitFor(() => expect(window.location.search).toBe('?run=run-1'));
  expect(change.mock.calls[1]?.[0]).toMatchObject({
    config: { zone: 'aurora', holdSeconds: 7 },
    base: { version: 2, config: stored },
  });
});
