// @vitest-environment happy-dom
import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { TestAddress } from '@/browser/address/test-address.tsx';
import { DataTable, type DataColumn } from './data-table.tsx';

interface Service {
  name: string;
  bytes: number | null;
}

const rows: readonly Service[] = [
  { name: 'service-10', bytes: 5 },
  { name: 'service-2', bytes: null },
  { name: 'service-1', bytes: 70 },
];

const columns: readonly DataColumn<Service>[] = [
  { id: 'name', head: 'Name', cell: ({ name }) => name, value: ({ name }) => name },
  { id: 'size', head: 'Size', cell: ({ bytes }) => bytes ?? '–', value: ({ bytes }) => bytes },
  { id: 'actions', head: 'Actions', quiet: true, cell: ({ name }) => `Remove ${name}` },
];

const show = () =>
  render(
    <TestAddress>
      <DataTable
        label="Services"
        columns={columns}
        rows={rows}
        rowId={({ name }) => name}
        rowProps={({ name }) => ({ 'data-testid': 'service', 'data-service': name })}
      />
    </TestAddress>,
  );

const names = () =>
  screen.getAllByTestId('service').map((row) => within(row).getAllByRole('cell')[0]?.textContent);
const head = (name: string) => screen.getByRole('columnheader', { name });

beforeEach(() => window.history.replaceState(null, '', '/'));
afterEach(cleanup);

it('keeps the rows as they were given until somebody orders them', () => {
  show();
  expect(names()).toEqual(['service-10', 'service-2', 'service-1']);
  expect(head('Name').getAttribute('aria-sort')).toBeNull();
});

it('orders by a head, the other way at the second press, and not at all at the third', async () => {
  const user = userEvent.setup();
  show();
  const press = () => user.click(within(head('Name')).getByRole('button'));
  await press();
  expect(names()).toEqual(['service-1', 'service-2', 'service-10']);
  expect(head('Name').getAttribute('aria-sort')).toBe('ascending');
  await press();
  expect(names()).toEqual(['service-10', 'service-2', 'service-1']);
  expect(head('Name').getAttribute('aria-sort')).toBe('descending');
  await press();
  expect(head('Name').getAttribute('aria-sort')).toBeNull();
});

it('is ordered by keyboard, and keeps the order in the address', async () => {
  const user = userEvent.setup();
  show();
  within(head('Size')).getByRole('button').focus();
  await user.keyboard('{Enter}{Enter}');
  expect(window.location.search).toBe('?sort=-size');
});

it('takes the order from the address, and puts what is not known last either way', () => {
  window.history.replaceState(null, '', '/?sort=-size');
  show();
  expect(names()).toEqual(['service-1', 'service-10', 'service-2']);
  cleanup();
  window.history.replaceState(null, '', '/?sort=size');
  show();
  expect(names()).toEqual(['service-10', 'service-1', 'service-2']);
});

it('is not disturbed by an address that names no column of it', () => {
  window.history.replaceState(null, '', '/?sort=colour');
  show();
  expect(names()).toEqual(['service-10', 'service-2', 'service-1']);
});

it('reads out the head of a column of buttons, and offers no order by it', () => {
  show();
  expect(within(head('Actions')).queryByRole('button')).toBeNull();
});
