// @vitest-environment happy-dom
import { cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it } from 'vitest';
import { renderInPage, TestRefusal } from '@/browser/test-page.tsx';
import { CalibrationPanel } from '../calibration-panel.tsx';
import { TestLesson, testKey } from './test-lesson.ts';

afterEach(() => {
  cleanup();
  window.history.replaceState(null, '', '/');
});

const refusal = (message: string) => new TestRefusal({ field: 'id', message, remedy: null });
const press = async (name: string) => userEvent.click(await screen.findByRole('button', { name }));
const opened = async (lesson: TestLesson, { simulated = false } = {}): Promise<void> => {
  renderInPage(<CalibrationPanel deployment="main-controller" />, lesson.answers(simulated));
  await press('Calibrate…');
  await screen.findByRole('combobox', { name: 'Key that is carried' });
};
const heading = (name: string) => screen.findByRole('heading', { name });
/** It is asked each second. */
const patient = { timeout: 3_000 };
const closed = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());

it('guides zone by zone, says who heard the key, and puts it to use by a change that is shown', async () => {
  const lesson = new TestLesson();
  await opened(lesson);
  expect(screen.getByRole('option', { name: `Bob Stone: phone (${testKey})` })).toBeDefined();
  expect(screen.queryByRole('option', { name: /Eve/ })).toBeNull();
  await press('Begin');
  expect(await heading('Stand in Entrance, then press Start')).toBeDefined();
  expect(lesson.taught).toEqual([]);
  await press('Start');
  expect(await heading('Entrance is taught')).toBeDefined();
  expect(screen.getByText('Heard by Entrance (61 reports).')).toBeDefined();
  await press('Next');
  await press('Start');
  expect(await screen.findByText(/Aurora \(58 reports\), Entrance \(2 reports\)/)).toBeDefined();
  await press('Next');
  expect(await heading('2 of 2 zones taught')).toBeDefined();
  await press('Use what was taught');
  await closed();
  const [first, second] = lesson.taught;
  const usual = { deployment: 'main-controller', key: testKey, seconds: 30, simulated: false };
  expect(first).toEqual({
    ...usual,
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    zone: 'entrance',
  });
  expect(second).toEqual({ ...usual, id: first?.id, zone: 'aurora' });
  expect(lesson.finished).toEqual([{ deployment: 'main-controller', id: first?.id }]);
  expect(window.location.search).toBe('?run=run-1');
});

it('counts down and shows who hears the key while a zone is taught', async () => {
  const lesson = new TestLesson();
  lesson.leftMs = 7_200;
  await opened(lesson);
  await press('Begin');
  await press('Start');
  const stay = await heading('Stay in Entrance');
  expect(document.activeElement).toBe(stay);
  expect(screen.getByText('8 seconds more')).toBeDefined();
  expect(screen.getByRole('list', { name: 'Who hears the key' }).textContent).toBe(
    'Entrance61 reports',
  );
  lesson.leftMs = 5_300;
  expect(await screen.findByText('6 seconds more', {}, patient)).toBeDefined();
  lesson.leftMs = null;
  expect(await screen.findByText('Heard by Entrance (61 reports).', {}, patient)).toBeDefined();
});

it('goes only through the zones that are ticked, for as long as is said', async () => {
  const lesson = new TestLesson();
  await opened(lesson);
  const seconds = screen.getByRole('spinbutton', { name: 'Seconds in each zone' });
  await userEvent.clear(seconds);
  await userEvent.type(seconds, '4');
  await userEvent.click(screen.getByRole('checkbox', { name: 'Entrance' }));
  await userEvent.click(screen.getByRole('checkbox', { name: 'Aurora' }));
  await press('Begin');
  expect(screen.getByText('A zone is taught for 5 to 600 seconds.')).toBeDefined();
  expect(screen.getByText('Tick at least one zone.')).toBeDefined();
  await userEvent.clear(seconds);
  await userEvent.type(seconds, '45');
  await userEvent.click(screen.getByRole('checkbox', { name: 'Aurora' }));
  await press('Begin');
  expect(await heading('Stand in Aurora, then press Start')).toBeDefined();
  await press('Start');
  await press('Next');
  expect(await heading('1 of 1 zone taught')).toBeDefined();
  expect(lesson.taught).toMatchObject([{ zone: 'aurora', seconds: 45 }]);
});

it('says what to look at where nothing was heard, and teaches that zone again', async () => {
  const lesson = new TestLesson();
  const { entrance = [] } = lesson.hears;
  lesson.hears['entrance'] = [];
  await opened(lesson);
  await press('Begin');
  await press('Start');
  expect(await heading('Nothing was heard in Entrance')).toBeDefined();
  expect(screen.getByText(/Check that the key is switched on/)).toBeDefined();
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Again' }));
  lesson.hears['entrance'] = entrance;
  await press('Again');
  expect(await heading('Entrance is taught')).toBeDefined();
  expect(lesson.taught.map(({ zone }) => zone)).toEqual(['entrance', 'entrance']);
});

it('lets zones be skipped, and uses nothing when no zone was taught', async () => {
  const lesson = new TestLesson();
  lesson.hears['entrance'] = [];
  await opened(lesson);
  await press('Begin');
  await press('Start');
  await heading('Nothing was heard in Entrance');
  await press('Skip');
  await heading('Stand in Aurora, then press Start');
  await press('Skip');
  expect(await heading('0 of 2 zones taught')).toBeDefined();
  expect(screen.getByText(/^Nothing was heard: the plan/)).toBeDefined();
  expect(screen.getByText(/^Skipped: the plan/)).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Use what was taught' })).toBeNull();
  await press('Back to the zones');
  expect(await heading('Stand in Entrance, then press Start')).toBeDefined();
});

it('asks before it is closed in the middle, goes on, or throws away what was taught', async () => {
  const lesson = new TestLesson();
  await opened(lesson);
  await press('Begin');
  await press('Start');
  await heading('Entrance is taught');
  await userEvent.keyboard('{Escape}');
  expect(await heading('Stop calibrating?')).toBeDefined();
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Go on' }));
  await press('Go on');
  expect(await heading('Entrance is taught')).toBeDefined();
  await userEvent.keyboard('{Escape}');
  await press('Throw away');
  await closed();
  expect(lesson.cancelled).toEqual([{ deployment: 'main-controller', id: lesson.taught[0]?.id }]);
  expect(lesson.finished).toEqual([]);
});

it('closes at once where nothing has begun', async () => {
  const lesson = new TestLesson();
  await opened(lesson);
  await press('Begin');
  await heading('Stand in Entrance, then press Start');
  await userEvent.keyboard('{Escape}');
  await closed();
  expect(lesson.cancelled).toEqual([]);
  const begin = screen.getByRole('button', { name: 'Calibrate…' });
  await waitFor(() => expect(document.activeElement).toBe(begin));
});

it('can be left when the device does not answer', async () => {
  const lesson = new TestLesson();
  await opened(lesson);
  await press('Begin');
  await press('Start');
  await heading('Entrance is taught');
  lesson.refuses = refusal('Closet gave no answer.');
  await userEvent.keyboard('{Escape}');
  await press('Throw away');
  expect(await screen.findByText(/Closet gave no answer/)).toBeDefined();
  await press('Close without an answer');
  await closed();
});

it('lets a simulated person go through all zones by one press', async () => {
  const lesson = new TestLesson();
  await opened(lesson, { simulated: true });
  await userEvent.click(
    await screen.findByRole('checkbox', { name: 'A simulated person carries it' }),
  );
  await press('Begin');
  expect(await heading('2 of 2 zones taught')).toBeDefined();
  expect(lesson.taught).toMatchObject([
    { zone: 'entrance', simulated: true },
    { zone: 'aurora', simulated: true },
  ]);
});

it('offers nobody simulated where scanners are real', async () => {
  await opened(new TestLesson());
  expect(screen.queryByRole('checkbox', { name: 'A simulated person carries it' })).toBeNull();
});

it('says at its place what the server refuses, and starts the zone when that is over', async () => {
  const lesson = new TestLesson();
  await opened(lesson);
  await press('Begin');
  lesson.refuses = refusal('Somebody else is calibrating now.');
  await press('Start');
  expect((await screen.findByRole('alert')).textContent).toContain('Somebody else is calibrating');
  lesson.refuses = null;
  await press('Start');
  await heading('Entrance is taught');
  await press('Next');
  await press('Skip');
  await heading('1 of 2 zones taught');
  lesson.refuses = refusal('No room for it.');
  await press('Use what was taught');
  expect((await screen.findByRole('alert')).textContent).toContain('No room for it.');
});

it('begins anew with what was chosen when the main-controller has forgotten it', async () => {
  const lesson = new TestLesson();
  await opened(lesson);
  await userEvent.click(screen.getByRole('checkbox', { name: 'Entrance' }));
  await press('Begin');
  lesson.leftMs = 9_000;
  await press('Start');
  await heading('Stay in Aurora');
  lesson.forget();
  expect(await screen.findByText(/has started anew or forgotten/, {}, patient)).toBeDefined();
  await press('Begin anew');
  expect(await screen.findByRole('checkbox', { name: 'Entrance' })).toHaveProperty(
    'checked',
    false,
  );
});

const goneOn = async (lesson: TestLesson): Promise<void> => {
  renderInPage(<CalibrationPanel deployment="main-controller" />, lesson.answers(false));
  await press('Go on with it…');
  await screen.findByRole('combobox', { name: 'Key that is carried' });
};

it('goes on with a calibration that was left, from the zones that are taught', async () => {
  const lesson = new TestLesson();
  lesson.left('left-behind', 'entrance');
  await goneOn(lesson);
  expect(screen.getByText(/^Taught already: Entrance/)).toBeDefined();
  expect(screen.getByRole('combobox')).toHaveProperty('disabled', true);
  expect(screen.getByRole('checkbox', { name: 'Entrance' })).toHaveProperty('checked', false);
  await press('Go on');
  await heading('Stand in Aurora, then press Start');
  await press('Start');
  await press('Next');
  expect(await heading('2 of 2 zones taught')).toBeDefined();
  await press('Use what was taught');
  await closed();
  expect(lesson.taught).toMatchObject([{ id: 'left-behind', key: testKey, zone: 'aurora' }]);
  expect(lesson.finished).toEqual([{ deployment: 'main-controller', id: 'left-behind' }]);
});

it('uses what was left behind when nothing is missing, or teaches a zone of it again', async () => {
  const lesson = new TestLesson();
  lesson.left('left-behind', 'entrance', 'aurora');
  await goneOn(lesson);
  await press('Go on');
  expect(await heading('2 of 2 zones taught')).toBeDefined();
  await press('Back to the zones');
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Aurora' }));
  await press('Go on');
  await press('Start');
  await press('Next');
  expect(await heading('2 of 2 zones taught')).toBeDefined();
  expect(lesson.taught).toMatchObject([{ id: 'left-behind', zone: 'aurora' }]);
});

it('leaves a calibration that was left as it is when nobody goes on after all', async () => {
  const lesson = new TestLesson();
  lesson.left('left-behind', 'entrance');
  await goneOn(lesson);
  await userEvent.keyboard('{Escape}');
  await closed();
  expect(lesson.cancelled).toEqual([]);
  expect(await screen.findByRole('button', { name: 'Go on with it…' })).toBeDefined();
});
