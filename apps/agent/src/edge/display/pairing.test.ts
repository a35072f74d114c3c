import { join } from 'node:path';
import { epochMs } from '@nanoedge/base';
import { ManualClock } from '@nanoedge/base/testing';
import { expect, it, onTestFinished } from 'vitest';
import { scratchFolder } from '../../../test/support/scratch.ts';
import { openDatabase } from '../../store/database.ts';
import { waitingBrowsers, ScreenPairing } from './pairing.ts';

const setUp = (folder = scratchFolder()) => {
  const database = openDatabase(join(folder, 'agent.db'));
  onTestFinished(() => database.close());
  const clock = new ManualClock();
  const pairing = new ScreenPairing(database, clock);
  /** What a browser is given that does not find the room crowded. */
  const begin = (address: string, browser: string) => {
    const given = pairing.begin(address, browser);
    if (given === null) throw new RangeError(`too many wait at ${address}`);
    return given;
  };
  return { folder, database, clock, pairing, begin };
};

it('pairs the browser that shows the code, for good, and keeps only the hash of its secret', () => {
  const { folder, database, pairing, begin } = setUp();
  const other = begin('192.0.2.1', 'Other');
  const { secret, code } = begin('192.0.2.2', 'Chrome');
  pairing.approve(code);
  expect(pairing.standing(secret)).toMatchObject({ paired: true });
  expect(pairing.standing(other.secret)).toMatchObject({ paired: false });
  expect(JSON.stringify(database.prepare('SELECT * FROM screens').all())).not.toContain(secret);
  const again = setUp(folder).pairing;
  expect(again.standing(secret)).toMatchObject({ paired: true });
  expect(again.standing(other.secret)).toBeNull();
});

it('counts a code once, for ten minutes', async () => {
  const { clock, pairing, begin } = setUp();
  const { code } = begin('192.0.2.1', '');
  pairing.approve(code);
  expect(() => pairing.approve(code)).toThrow('no screen shows this code');
  const late = begin('192.0.2.1', '');
  await clock.advance(10 * 60_000);
  expect(() => pairing.approve(late.code)).toThrow('no screen shows this code');
  expect(pairing.state().waiting).toBe(0);
});

it('takes ten wrong codes a minute and no more, the right one among them', async () => {
  const { clock, pairing, begin } = setUp();
  const { code } = begin('192.0.2.1', '');
  for (let count = 0; count < 10; count += 1)
    expect(() => pairing.approve('BBBB-BBBB')).toThrow('no screen shows this code');
  expect(() => pairing.approve(code)).toThrow('too many wrong codes');
  await clock.advance(60_000);
  pairing.approve(code);
});

it('lets nobody who asks again and again push others out of the queue', () => {
  const { pairing, begin } = setUp();
  const { secret, code } = begin('192.0.2.1', 'The screen');
  for (let count = 0; count < 1_000; count += 1) pairing.begin('192.0.2.66', 'A flood');
  expect(pairing.state().waiting).toBe(1 + waitingBrowsers.address);
  for (let count = 0; count < 1_000; count += 1) pairing.begin(`2001:db8::${count}`, 'Many');
  expect(pairing.state().waiting).toBe(waitingBrowsers.all);
  expect(pairing.standing(secret)).toMatchObject({ paired: false, code });
  pairing.approve(code);
});

it('changes no code under whoever types it when more browsers come to the same address', () => {
  const { pairing, begin } = setUp();
  const waiting = Array.from({ length: waitingBrowsers.address }, () => begin('127.0.0.1', ''));
  expect(pairing.begin('127.0.0.1', '')).toBeNull();
  expect(pairing.begin('192.0.2.1', '')).not.toBeNull();
  for (const { secret, code } of waiting)
    expect(pairing.standing(secret)).toMatchObject({ paired: false, code });
});

it('has room again once pages are gone that waited, and keeps those that still ask', async () => {
  const { clock, pairing, begin } = setUp();
  const { secret, code } = begin('192.0.2.1', 'It stays');
  for (let count = 1; count < waitingBrowsers.address; count += 1) begin('192.0.2.1', 'It goes');
  for (let minute = 0; minute < 3; minute += 1) {
    await clock.advance(60_000);
    expect(pairing.standing(secret)).toMatchObject({ paired: false, code });
  }
  expect(pairing.state().waiting).toBe(1);
  expect(pairing.begin('192.0.2.1', 'It comes')).not.toBeNull();
});

it('lasts as long when the clock of the device is set meanwhile', () => {
  let [now, since] = [1_800_000_000_000, 0];
  const { database } = setUp();
  const clock = { now: () => epochMs(now), monotonic: () => since, after: () => () => undefined };
  const pairing = new ScreenPairing(database, clock);
  const code = pairing.begin('192.0.2.1', '')?.code ?? '';
  now += 24 * 3_600_000;
  since += 60_000;
  expect(pairing.approve(code).screens).toMatchObject([{ pairedAt: now }]);
});

it('takes the right from one browser and leaves it to the others', () => {
  const { pairing, begin } = setUp();
  const [one, other] = ['192.0.2.1', '192.0.2.2'].map((address) => begin(address, ''));
  const [first] = pairing.approve(one?.code ?? '').screens;
  pairing.approve(other?.code ?? '');
  let told = 0;
  pairing.onRevoked(() => (told += 1));
  pairing.revoke(first?.id ?? '');
  expect([told, pairing.standing(one?.secret ?? '')]).toEqual([1, null]);
  expect(pairing.standing(other?.secret ?? '')).toMatchObject({ paired: true });
  expect(() => pairing.revoke(first?.id ?? '')).toThrow('not paired any more');
});
