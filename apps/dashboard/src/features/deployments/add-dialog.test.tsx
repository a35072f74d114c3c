// @vitest-environment happy-dom
import { cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { renderInPage, TestRefusal } from '@/browser/test-page.tsx';
import { testRun } from '@/features/runs/test-run.ts';
import { AddDialog } from './add-dialog.tsx';
import { testDeployment } from './test-deployment.ts';

beforeEach(() => window.history.replaceState(null, '', '/'));
afterEach(cleanup);

const { release } = testDeployment();
const published = { ...release, spec: { ...release.spec, published: true } };
const closet = {
  id: 'closet',
  name: 'Closet',
  labels: [],
  connected: true,
  doubt: null,
  lastTrueAt: 1000,
  enrolled: true,
};

const show = (add: (input: unknown) => unknown, place: Record<string, unknown> = {}) =>
  renderInPage(<AddDialog nanoservice="blinker" device={null} onClose={() => undefined} />, {
    'nanoservices.releases': () => ({ title: 'Blinker', releases: [published] }),
    'deployments.places': () => ({ devices: [{ ...closet, ...place }], taken: [] }),
    'deployments.preflight': () => [],
    'deployments.add': add,
  });

const submit = () => userEvent.click(screen.getByRole('button', { name: 'Add' }));

it('asks nothing of the server before a device is chosen', async () => {
  const add = vi.fn<(input: unknown) => unknown>();
  show(add);
  await screen.findByLabelText('Name');
  await submit();
  expect(await screen.findByText('Choose at least one device')).toBeDefined();
  expect(add).not.toHaveBeenCalled();
});

it('says of a port while it is typed that it is none', async () => {
  show(() => []);
  await userEvent.type(await screen.findByLabelText('UDP port'), '80');
  expect(await screen.findByText('A port is a whole number from 1024 to 65535')).toBeDefined();
});

it('asks for what was chosen, and opens its run', async () => {
  const add = vi.fn<(input: unknown) => unknown>(() => [testRun({ kind: 'add' })]);
  show(add);
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Closet' }));
  await userEvent.type(screen.getByLabelText('UDP port'), '5702');
  await submit();
  await waitFor(() => expect(window.location.search).toBe('?run=run-1'));
  expect(add).toHaveBeenCalledWith({
    site: 'demo',
    release: release.id,
    placement: { devices: ['closet'] },
    port: 5702,
    config: {},
  });
});

it('says once, at its input, what the server refused', async () => {
  show(() => {
    throw new TestRefusal({ field: 'name', message: 'The name is taken.', remedy: null });
  });
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Closet' }));
  await userEvent.type(screen.getByLabelText('Name'), 'blinker');
  await submit();
  expect(await screen.findAllByText('The name is taken.')).toHaveLength(1);
  expect(screen.getByLabelText('Name').getAttribute('aria-invalid')).toBe('true');
});

it.each([
  [{ doubt: 'engine' }, 'engine not answering'],
  [{ doubt: 'silent' }, 'not reporting'],
  [{ doubt: 'offline', connected: false }, 'offline'],
  [{ doubt: 'offline', connected: false, enrolled: false }, 'expected'],
])('says beside a device of the list what of it does not answer: %o', async (place, word) => {
  show(() => [], place);
  expect(await screen.findByText(word)).toBeDefined();
});
