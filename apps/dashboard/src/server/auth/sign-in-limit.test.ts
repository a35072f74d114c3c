import { expect, it } from 'vitest';
import { SignInLimit, waitAfter } from './sign-in-limit.ts';

const at = (address: string, email = 'alice@example.org') => ({ address, email });

it('the wait after wrong passwords doubles, up to a quarter of an hour', () => {
  const waits = Array.from({ length: 15 }, (_, tries) => waitAfter(tries, 5));
  expect(waits).toEqual([0, 0, 0, 0, 0, 5, 10, 20, 40, 80, 160, 320, 640, 900, 900]);
});

it('many tries at once are counted one by one', async () => {
  const limit = new SignInLimit();
  const all = await Promise.all(Array.from({ length: 40 }, () => limit.admit(at('203.0.113.5'))));
  expect(all.filter(({ admitted }) => admitted).length).toBeLessThanOrEqual(6);
  expect(await limit.admit(at('203.0.113.6'))).toMatchObject({ admitted: true });
  expect(await limit.admit(at('203.0.113.5', 'bob@example.org'))).toMatchObject({ admitted: true });
});

it('who signs in has a clean slate', async () => {
  const limit = new SignInLimit();
  for (let turn = 0; turn < 5; turn += 1) await limit.admit(at('203.0.113.5'));
  expect(await limit.admit(at('203.0.113.5'))).toEqual({ admitted: false, waitSeconds: 5 });
  await limit.succeeded(at('203.0.113.5'));
  expect(await limit.admit(at('203.0.113.5'))).toMatchObject({ admitted: true });
});

it('guesses at many accounts from one address are slowed too, and who has an account there gets no more of them', async () => {
  const limit = new SignInLimit();
  let admitted = 0;
  for (let turn = 0; turn < 80; turn += 1) {
    const answer = await limit.admit(at('203.0.113.5', `guess-${String(turn)}@example.org`));
    if (!answer.admitted) break;
    admitted += 1;
    expect(answer.attack).toBe(admitted === 50 ? 'address' : null);
  }
  expect(admitted).toBe(50);
  expect(await limit.admit(at('203.0.113.6'))).toMatchObject({ admitted: true });
});

it('tries at one account from many addresses keep nobody out and are noticed once', async () => {
  const limit = new SignInLimit();
  const answers = [];
  for (let turn = 0; turn < 30; turn += 1)
    answers.push(await limit.admit(at(`203.0.113.${String(turn)}`)));
  expect(answers.every(({ admitted }) => admitted)).toBe(true);
  const attacks = answers.flatMap((answer, turn) =>
    answer.admitted && answer.attack !== null ? [[turn, answer.attack]] : [],
  );
  expect(attacks).toEqual([[9, 'account']]);
});

it('guesses at one account from everywhere are slowed, but not where it signed in before', async () => {
  const limit = new SignInLimit();
  await limit.succeeded(at('192.0.2.1'));
  const answers = [];
  for (let turn = 0; turn < 1_000; turn += 1)
    answers.push(await limit.admit(at(`10.0.${String(turn >> 8)}.${String(turn & 255)}`)));
  expect(answers.filter(({ admitted }) => admitted)).toHaveLength(200);
  expect(answers.at(-1)).toMatchObject({ admitted: false, waitSeconds: 5 });
  expect(waitAfter(1_000, 200, 60)).toBe(60);
  expect(await limit.admit(at('192.0.2.1'))).toMatchObject({ admitted: true });
  expect(await limit.admit(at('192.0.2.2', 'bob@example.org'))).toMatchObject({ admitted: true });
});
