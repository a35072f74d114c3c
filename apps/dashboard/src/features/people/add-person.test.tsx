// @vitest-environment happy-dom
import { cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { renderInPage, TestRefusal } from '@/browser/test-page.tsx';
import { AddPerson } from './add-person.tsx';

beforeEach(() => window.history.replaceState(null, '', '/'));
afterEach(cleanup);

const dialog = <AddPerson open onClose={() => undefined} />;

const fill = async (name: string, key: string) => {
  const user = userEvent.setup();
  await user.type(await screen.findByLabelText('Name'), name);
  if (key !== '') await user.type(screen.getByLabelText('Key they carry'), key);
  await user.click(screen.getByRole('button', { name: 'Add person' }));
};

it('adds somebody with their key, and shows their page', async () => {
  const addKey = vi.fn<(input: unknown) => unknown>(() => ({}));
  const { push } = renderInPage(dialog, {
    'people.create': () => ({ id: 'p1' }),
    'people.addKey': addKey,
  });
  await fill('Bob Stone', ' aa:bb ');
  await waitFor(() => expect(push).toHaveBeenCalledWith('/people/p1'));
  expect(addKey).toHaveBeenCalledWith({ person: 'p1', key: 'aa:bb' });
});

it('says once, at its input, why a key was refused, and keeps who was added already', async () => {
  const create = vi.fn<(input: unknown) => unknown>(() => ({ id: 'p1' }));
  const taken = { field: 'key', message: 'Alice carries this key.', remedy: null };
  renderInPage(dialog, {
    'people.create': create,
    'people.addKey': () => {
      throw new TestRefusal(taken);
    },
  });
  await fill('Bob Stone', 'aa:bb');
  expect(await screen.findAllByText('Alice carries this key.')).toHaveLength(1);
  const key = screen.getByLabelText('Key they carry');
  expect(key.getAttribute('aria-invalid')).toBe('true');
  await waitFor(() => expect(document.activeElement).toBe(key));
  expect(screen.getByText('Bob Stone was added; only the key was not.')).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Add person' }));
  expect(create).toHaveBeenCalledTimes(1);
});

it('says below the form what is about no input', async () => {
  renderInPage(dialog, {
    'people.create': () => {
      throw new TestRefusal({ field: null, message: 'The site is full.', remedy: null });
    },
  });
  await fill('Bob Stone', '');
  expect((await screen.findByRole('alert')).textContent).toBe('The site is full.');
});
