// @vitest-environment happy-dom
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { MatrixView } from '@/features/deployments/live-matrix.ts';
import { testDeployment } from '@/features/deployments/test-deployment.ts';
import { renderInPage, TestRefusal } from '@/browser/test-page.tsx';
import { CreateForm } from './create-form.tsx';

beforeEach(() => window.history.replaceState(null, '', '/'));
afterEach(cleanup);

const { release, nanoservice } = testDeployment();
const matrix: MatrixView = {
  devices: [],
  deployments: [],
  nanoservices: [
    { name: nanoservice, title: 'Engine', description: '', builtIn: true, releases: [release] },
  ],
};

const submit = () => userEvent.click(screen.getByRole('button', { name: /^Create / }));

it('leads to the first wrong field, and says there what is wrong', async () => {
  const create = vi.fn<(input: unknown) => unknown>();
  renderInPage(<CreateForm matrix={matrix} of={null} />, { 'nanoservices.create': create });
  await userEvent.clear(screen.getByLabelText('Processes at most'));
  await submit();
  const name = screen.getByLabelText('Name');
  await waitFor(() => expect(document.activeElement).toBe(name));
  expect(screen.getByText('A whole number from 1 to 512')).toBeDefined();
  expect(screen.getByText('Some fields are not complete.')).toBeDefined();
  expect(create).not.toHaveBeenCalled();
});

it('asks for the release as it was described, beginning with its template', async () => {
  const create = vi.fn<(input: unknown) => unknown>(() => release);
  const { push } = renderInPage(<CreateForm matrix={matrix} of={null} />, {
    'nanoservices.create': create,
  });
  await userEvent.type(screen.getByLabelText('Name'), 'door-bell');
  await userEvent.click(screen.getByRole('checkbox', { name: 'motion sensor' }));
  await userEvent.click(screen.getByRole('button', { name: 'Add a volume' }));
  const volumes = screen.getByRole('group', { name: /^Volumes/ });
  await userEvent.type(within(volumes).getByLabelText('Name'), 'data');
  await userEvent.type(within(volumes).getByLabelText('At most (MiB)'), '512');
  await submit();
  await waitFor(() => expect(push).toHaveBeenCalledWith(`/nanoservices/${nanoservice}`));
  expect(create).toHaveBeenCalledWith({
    nanoservice: 'door-bell',
    version: '0.1.0',
    source: { template: release.id },
    spec: {
      ...release.spec,
      needs: ['motion'],
      volumes: [{ name: 'data', path: '/data', limitMiB: 512 }],
    },
  });
});

it('shows at its input what the server refused', async () => {
  renderInPage(<CreateForm matrix={matrix} of={nanoservice} />, {
    'nanoservices.create': () => {
      throw new TestRefusal({ field: 'version', message: 'It is there already.', remedy: null });
    },
  });
  await userEvent.type(screen.getByLabelText('Version'), '0.1.0');
  await submit();
  expect(await screen.findAllByText('It is there already.')).toHaveLength(1);
  expect(screen.getByLabelText('Version').getAttribute('aria-invalid')).toBe('true');
});
