// @vitest-environment happy-dom
import { cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import { renderInPage } from '@/browser/test-page.tsx';
import { SimulatePanel } from './simulate-panel.tsx';

afterEach(cleanup);

const bob = { id: 'bob', name: 'Bob Stone', initials: 'BS', colour: '#e69f00' };
const people = [
  { walker: 'bob', label: 'Bob Stone', person: bob, keys: 1, invited: ['Roadmap'] },
  { walker: 'stranger', label: 'unknown key', person: null, keys: 1, invited: [] },
];

const button = (name: string) => screen.getByRole('button', { name });

const panel = () => {
  const walks: unknown[] = [];
  const left: unknown[] = [];
  renderInPage(<SimulatePanel />, {
    'simulation.people': () => people,
    'simulation.walk': (input) => {
      walks.push(input);
      return { agents: 1 };
    },
    'simulation.leave': (input) => {
      left.push(input);
      return null;
    },
  });
  return { walks, left };
};

it('lets those who are picked walk in, in the order of the list and at the chosen pace', async () => {
  const { walks } = panel();
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Stranger (unknown key)' }));
  await userEvent.click(screen.getByRole('checkbox', { name: /Bob Stone/ }));
  await userEvent.click(screen.getByRole('checkbox', { name: '2 s apart' }));
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Pace' }), 'double');
  await userEvent.click(button('Walk in'));
  await screen.findByRole('button', { name: 'Stranger leaves' });
  expect(walks).toEqual([
    { site: 'demo', walker: 'bob', pace: 2, radio: 'clean' },
    { site: 'demo', walker: 'stranger', pace: 2, radio: 'clean' },
  ]);
});

it('says how keys are heard when they are noisy: modelled, or recorded at its own pace', async () => {
  const { walks } = panel();
  await userEvent.click(await screen.findByRole('checkbox', { name: /Bob Stone/ }));
  expect(screen.queryByRole('combobox', { name: 'Radio' })).toBeNull();
  await userEvent.click(screen.getByRole('checkbox', { name: 'Noisy' }));
  expect(screen.getByText(/ITU-R P.1238/)).toBeDefined();
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Radio' }), 'recorded');
  expect(screen.getByText(/what six scanners heard/)).toBeDefined();
  expect(screen.getByRole('combobox', { name: 'Pace' })).toHaveProperty('disabled', true);
  await userEvent.click(button('Walk in'));
  await screen.findByRole('button', { name: 'Bob leaves' });
  expect(walks).toEqual([{ site: 'demo', walker: 'bob', pace: 1, radio: 'recorded' }]);
});

it('nobody walks in before somebody is picked, nor twice for one choice', async () => {
  panel();
  await screen.findByRole('checkbox', { name: /Bob Stone/ });
  expect(button('Walk in')).toHaveProperty('disabled', true);
  await userEvent.click(screen.getByRole('checkbox', { name: /Bob Stone/ }));
  expect(button('Walk in')).toHaveProperty('disabled', false);
  await userEvent.click(button('Walk in'));
  await screen.findByRole('button', { name: 'Bob leaves' });
  expect(button('Walk in')).toHaveProperty('disabled', true);
});

it('who was let in can be let out, and is then gone from the list', async () => {
  const { left } = panel();
  await userEvent.click(await screen.findByRole('checkbox', { name: /Bob Stone/ }));
  await userEvent.click(button('Walk in'));
  await userEvent.click(await screen.findByRole('button', { name: 'Bob leaves' }));
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Bob leaves' })).toBeNull());
  expect(left).toEqual([{ site: 'demo', walker: 'bob' }]);
});
