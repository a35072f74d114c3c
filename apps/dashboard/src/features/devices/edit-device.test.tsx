// @vitest-environment happy-dom
import { cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import { renderInPage, TestRefusal } from '@/browser/test-page.tsx';
import { Toasts } from '@/features/shell/toasts.tsx';
import { EditDevice } from './edit-device.tsx';

afterEach(cleanup);

const device = {
  id: 'closet' as never,
  name: 'Closet',
  zone: { id: 'entrance' as never, name: 'Entrance' },
};
const [before, now] = [
  { name: 'Closet', zone: 'entrance' },
  { name: 'Server closet', zone: 'entrance' },
];

const page = (update: (input: unknown) => unknown, role: 'admin' | 'viewer' = 'admin') =>
  renderInPage(
    <>
      <EditDevice device={device} />
      <Toasts />
    </>,
    { 'devices.update': update },
    { role },
  );

it('names a device by keyboard alone, and takes it back', async () => {
  const sent: unknown[] = [];
  page((input) => {
    sent.push(input);
    return { before, now, things: ['motion'] };
  });
  await userEvent.tab();
  await userEvent.keyboard('{Enter}');
  const name = await screen.findByRole('textbox', { name: 'Name' });
  await waitFor(() => expect(document.activeElement).toBe(name));
  await userEvent.clear(name);
  await userEvent.keyboard('Server closet{Enter}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(sent).toEqual([{ id: 'closet', ...now, base: before }]);
  await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(sent).toHaveLength(2));
  expect(sent[1]).toEqual({ id: 'closet', ...before, things: ['motion'], base: now });
});

it('says at the field what is refused, and keeps what was typed', async () => {
  page(() => {
    throw new TestRefusal({ field: 'name', message: 'Another device is called so.', remedy: null });
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Edit…' }));
  const name = screen.getByRole('textbox', { name: 'Name' });
  await userEvent.type(name, ' 2{Enter}');
  expect((await screen.findByRole('alert')).textContent).toContain('Another device is called so.');
  expect(name).toHaveProperty('value', 'Closet 2');
  expect(name.getAttribute('aria-invalid')).toBe('true');
});

it('offers nothing to those who only look', () => {
  page(() => null, 'viewer');
  expect(screen.queryByRole('button')).toBeNull();
});
