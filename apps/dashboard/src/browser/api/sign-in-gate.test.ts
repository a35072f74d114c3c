import { createTRPCClient, TRPCClientError, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { expect, it } from 'vitest';
import type { AppRouter } from '@/server/trpc/router.ts';
import { sendAgain, SignInGate } from './sign-in-gate.ts';

const signedOut = { error: { code: -32_001, message: 'no', data: { httpStatus: 401 } } };

/** A dashboard for which somebody is signed in or nobody is, and how often it was asked. */
const dashboard = (gate: SignInGate) => {
  const server = { signedIn: false, asked: 0 };
  const answer: TRPCLink<AppRouter> = () => () =>
    observable((observer) => {
      server.asked += 1;
      if (!server.signedIn) {
        observer.error(TRPCClientError.from(signedOut));
        return;
      }
      observer.next({ result: { type: 'data', data: { id: 'u1' } } });
      observer.complete();
    });
  const client = createTRPCClient<AppRouter>({ links: [sendAgain(gate), answer] });
  return { server, client };
};

it('a call that was refused waits, and is sent again when somebody has signed in', async () => {
  const gate = new SignInGate();
  const { server, client } = dashboard(gate);
  gate.guard();
  const calls = [client.me.get.query(), client.me.get.query()];
  expect([gate.state(), server.asked]).toEqual(['asking', 2]);
  gate.putOff();
  expect(gate.state()).toBe('later');
  server.signedIn = true;
  gate.signedIn();
  expect(await Promise.all(calls)).toEqual([{ id: 'u1' }, { id: 'u1' }]);
  expect([gate.state(), gate.turn(), server.asked]).toEqual(['open', 1, 4]);
});

it('asks again when the next answer is the same', async () => {
  const gate = new SignInGate();
  const { server, client } = dashboard(gate);
  gate.guard();
  const call = client.me.get.query();
  gate.signedIn();
  expect([gate.state(), server.asked]).toEqual(['asking', 2]);
  server.signedIn = true;
  gate.signedIn();
  expect(await call).toEqual({ id: 'u1' });
});

it('is an answer where no page asks, and nothing waits once the page has gone', async () => {
  const gate = new SignInGate();
  const { server, client } = dashboard(gate);
  await expect(client.me.get.query()).rejects.toThrow('no');
  const leave = gate.guard();
  void client.me.get.query();
  leave();
  gate.signedIn();
  expect([gate.state(), server.asked]).toEqual(['open', 2]);
});
