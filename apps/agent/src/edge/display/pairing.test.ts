import { join } from 'node:path';
import { ManualClock } from '@nanoedge/base/testing';
import { expect, it, onTestFinished } from 'vitest';
import { scratchFolder } from '../../../test/support/scratch.ts';
import { openDatabase } from '../../store/database.ts';
import { ScreenPairing } from './pairing.ts';

const setUp = (folder = scratchFolder()) => {
  const database = openDatabase(join(folder, 'agent.db'));
  onTestFinished(() => database.close());
  const clock = new ManualClock();
  return { folder, database, clock, pairing: new ScreenPairing(database, clock) };
};

it('pairs the browser that shows the code, for good, and keeps only the hash of its secret', () => {
  const { folder, database, pairing } = setUp();
  const other = pairing.begin('192.0.2.1', 'Other');
  const { secret, code } = pairing.begin('192.0.2.2', 'Chrome');
  pairing.approve(code);
  expect(pairing.standing(secret)).toMatchObject({ paired: true });
  expect(pairing.standing(other.secret)).toMatchObject({ paired: false });
  expect(JSON.stringify(database.prepare('SELECT * FROM screens').all())).not.toContain(secret);
  const again = setUp(folder).pairing;
  expect(again.standing(secret)).toMatchObject({ paired: true });
  expect(again.standing(other.secret)).toBeNull();
});

it('counts a code once, for ten minutes', async () => {
  const { clock, pairing } = setUp();
  const { code } = pairing.begin('192.0.2.1', '');
  pairing.approve(code);
  expect(() => pairing.approve(code)).toThrow('no screen shows this code');
  const late = pairing.begin('192.0.2.1', '');
  await clock.advance(10 * 60_000);
  expect(() => pairing.approve(late.code)).toThrow('no screen shows this code');
  expect(pairing.state().waiting).toBe(0);
});

it('takes ten wrong codes a minute and no more, the right one among them', async () => {
  const { clock, pairing } = setUp();
  const { code } = pairing.begin('192.0.2.1', '');
  for (let count = 0; count < 10; count += 1)
    expect(() => pairing.approve('BBBB-BBBB')).toThrow('no screen shows this code');
  expect(() => pairing.approve(code)).toThrow('too many wrong codes');
  await clock.advance(60_000);
  pairing.approve(code);
});

it('lets nobody who asks again and again push others out of the queue', () => {
  const { pairing } = setUp();
  const { code } = pairing.begin('192.0.2.1', 'The screen');
  for (let count = 0; count < 1_000; count += 1) pairing.begin('192.0.2.66', 'A flood');
  expect(pairing.state().waiting).toBe(3);
  pairing.approve(code);
});

it('takes the right from one browser and leaves it to the others', () => {
  const { pairing } = setUp();
  const [one, other] = ['192.0.2.1', '192.0.2.2'].map((address) => pairing.begin(address, ''));
  const [first] = pairing.approve(one?.code ?? '').screens;
  pairing.approve(other?.code ?? '');
  let told = 0;
  pairing.onRevoked(() => (told += 1));
  pairing.revoke(first?.id ?? '');
  expect([told, pairing.standing(one?.secret ?? '')]).toEqual([1, null]);
  expect(pairing.standing(other?.secret ?? '')).toMatchObject({ paired: true });
  expect(() => pairing.revoke(first?.id ?? '')).toThrow('not paired any more');
});
