// @vitest-environment happy-dom
import { DeviceId, parse, RoomId, SiteId, ThingName, ZoneId } from '@nanoedge/protocol';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { renderInPage, TestRefusal } from '@/browser/test-page.tsx';
import { testPlan } from '@/plan/test-plan.ts';
import type { PlanSource } from './drawing.ts';
import { PlanEditor } from './plan-editor.tsx';

afterEach(cleanup);

const stored: PlanSource = {
  site: parse(SiteId, 'demo', 'site'),
  version: 3,
  plan: testPlan({ devices: [], things: [] }),
  rooms: [
    {
      id: parse(RoomId, 'aurora', 'room'),
      name: 'Aurora',
      zone: parse(ZoneId, 'aurora', 'zone'),
      capacity: 6,
      equipment: ['TV'],
    },
  ],
  devices: [],
};
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));
const field = (name: string) => within(screen.getByTestId('plan-properties')).getByLabelText(name);

it('saves what was typed, with the version that it was made from', async () => {
  const save = vi.fn<(input: unknown) => unknown>(() => stored);
  renderInPage(<PlanEditor stored={stored} />, { 'plan.save': save });
  await press('Aurora');
  await userEvent.clear(field('Name'));
  await userEvent.type(field('Name'), 'Boreal');
  fireEvent.change(field('Seats'), { target: { value: '12' } });
  await press('Save plan');
  await waitFor(() => expect(save).toHaveBeenCalled());
  expect(save.mock.calls[0]?.[0]).toMatchObject({
    site: 'demo',
    rooms: [{ id: 'aurora', name: 'Boreal', capacity: 12, equipment: ['TV'] }],
    base: { version: 3, rooms: [{ name: 'Aurora', capacity: 6 }] },
  });
});

it('moves and stretches by keys, and takes steps back by keys', async () => {
  renderInPage(<PlanEditor stored={stored} />);
  await press('Aurora');
  const canvas = screen.getByRole('application');
  fireEvent.keyDown(canvas, { key: 'ArrowDown' });
  fireEvent.keyDown(canvas, { key: 'ArrowRight', shiftKey: true });
  expect([field('Y (m)'), field('Width (m)')].map((one) => Reflect.get(one, 'value'))).toEqual([
    '2.25',
    '4.25',
  ]);
  fireEvent.keyDown(canvas, { key: 'z', ctrlKey: true });
  fireEvent.keyDown(canvas, { key: 'z', ctrlKey: true });
  expect(screen.getByRole('button', { name: 'Save plan' })).toHaveProperty('disabled', true);
  fireEvent.keyDown(canvas, { key: 'Z', ctrlKey: true, shiftKey: true });
  expect(screen.getByRole('button', { name: 'Save plan' })).toHaveProperty('disabled', false);
});

it('removes a zone by Delete with its door and room, and says what then cannot be reached', async () => {
  renderInPage(<PlanEditor stored={stored} />);
  await press('Hall');
  fireEvent.keyDown(screen.getByRole('application'), { key: 'Delete' });
  expect(screen.queryByRole('button', { name: 'Hall' })).toBeNull();
  expect(screen.getByText('No way leads from an entrance to Aurora.')).toBeDefined();
  await press('Go there');
  expect(field('Name')).toHaveProperty('value', 'Aurora');
});

it('adds a door where two zones touch', async () => {
  renderInPage(<PlanEditor stored={{ ...stored, plan: { ...stored.plan, doors: [] } }} />);
  await press('Aurora');
  await press('Door to Hall');
  expect([field('X (m)'), field('Y (m)')].map((one) => Reflect.get(one, 'value'))).toEqual([
    '12',
    '2',
  ]);
});

it('says what to do first when there is no zone yet', async () => {
  const empty = {
    ...stored,
    plan: testPlan({ zones: [], doors: [], waypoints: [], devices: [], things: [] }),
  };
  renderInPage(<PlanEditor stored={{ ...empty, rooms: [] }} />);
  await press('Draw the first zone');
  expect(field('Kind')).toHaveProperty('value', 'entrance');
});

it('keeps what was drawn when a save is refused, and says why', async () => {
  const refuse = () => {
    throw new TestRefusal({
      field: 'plan.zones.hall',
      message: 'Hall cannot be removed: it has Porter.',
      remedy: 'Give them another zone first.',
    });
  };
  renderInPage(<PlanEditor stored={stored} />, { 'plan.save': refuse });
  await press('Hall');
  await press('Remove');
  await press('Save plan');
  expect((await screen.findByRole('alert')).textContent).toContain('Hall cannot be removed');
  expect(screen.getByRole('button', { name: 'Save plan' })).toHaveProperty('disabled', false);
});

it('puts a device that is not on the plan yet into its zone, with its things', async () => {
  const zone = parse(ZoneId, 'hall', 'zone');
  const porter = {
    id: parse(DeviceId, 'porter', 'device'),
    name: 'Porter',
    zone,
    things: [{ name: parse(ThingName, 'pir', 'thing'), kind: 'motion' as const, zone }],
  };
  const save = vi.fn<(input: unknown) => unknown>(() => stored);
  renderInPage(<PlanEditor stored={{ ...stored, devices: [porter] }} />, { 'plan.save': save });
  await press('Place Porter');
  expect(screen.queryByRole('button', { name: 'Place Porter' })).toBeNull();
  await press('Save plan');
  await waitFor(() => expect(save).toHaveBeenCalled());
  expect(save.mock.calls[0]?.[0]).toMatchObject({
    plan: {
      devices: [{ device: 'porter', at: [9, 1] }],
      things: [{ device: 'porter', thing: 'pir', kind: 'motion', zone: 'hall', at: [9.75, 1] }],
    },
  });
});
