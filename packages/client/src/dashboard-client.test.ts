import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { initTRPC } from '@trpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { DashboardClient } from './dashboard-client.ts';
import { ClientError, Refused, SignInRefused, StrangeAnswer, Unreachable } from './errors.ts';
import { type CookieStore, WebSession } from './session.ts';
import { FakeDashboard } from './testing/fake-dashboard.ts';

const t = initTRPC.create();
const Run = z.object({ id: z.string(), steps: z.array(z.object({ startedAt: z.number() })) });
/** Only its type is used: the answers are the fake's. */
const router = t.router({
  runs: t.router({
    get: t.procedure.input(z.object({ run: z.string() })).query(() => ({ id: '', steps: [] })),
    cancel: t.procedure.input(z.object({ run: z.string() })).mutation(() => ({ id: '' })),
  }),
});

let fake: FakeDashboard;
let url: string;

const open = (password = 'right password', store?: CookieStore) =>
  new DashboardClient<typeof router>(
    new WebSession({ url, email: 'admin@example.org', password }, store),
    { 'runs.get': Run },
  );
const failureOf = async (work: Promise<unknown>): Promise<ClientError> => {
  const thrown: unknown = await work.catch((error: unknown) => error);
  if (!(thrown instanceof ClientError)) throw new TypeError(`no failure: ${String(thrown)}`);
  return thrown;
};
const getRun = (dashboard = open()) => dashboard.ask((api) => api.runs.get.query({ run: 'r1' }));

beforeEach(async () => {
  fake = new FakeDashboard().on('runs.get', () => ({ data: { id: 'r1', steps: [] } }));
  url = await fake.start();
});
afterEach(() => fake.close());

describe('a call', () => {
  it('takes its input to the procedure and brings the answer', async () => {
    fake.on('runs.cancel', () => ({ data: { id: 'r2' } }));
    const dashboard = open();
    expect(await getRun(dashboard)).toEqual({ id: 'r1', steps: [] });
    expect(await dashboard.ask((api) => api.runs.cancel.mutate({ run: 'r2' }))).toEqual({
      id: 'r2',
    });
    expect(fake.calls).toEqual([
      { procedure: 'runs.get', input: { run: 'r1' } },
      { procedure: 'runs.cancel', input: { run: 'r2' } },
    ]);
  });

  it('that only reads is made once more when its connection was closed, one that changes is not', async () => {
    const seen: string[] = [];
    const server = createServer((request, response) => {
      const isSignIn = request.url?.startsWith('/api/auth/') === true;
      if (!isSignIn) seen.push(request.method ?? '');
      if (seen.length === 1 || request.url?.includes('cancel') === true)
        return void request.socket.destroy();
      response.setHeader('content-type', 'application/json');
      response.setHeader('set-cookie', 'session=1');
      response.end(JSON.stringify({ result: { data: { id: 'r1', steps: [] } } }));
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', () => ready()));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const dashboard = open();
    expect(await getRun(dashboard)).toEqual({ id: 'r1', steps: [] });
    const cancelling = dashboard.ask((api) => api.runs.cancel.mutate({ run: 'r1' }));
    expect(await failureOf(cancelling)).toBeInstanceOf(Unreachable);
    expect(seen).toEqual(['GET', 'GET', 'POST']);
    server.close();
    server.closeAllConnections();
  });

  it('that is refused says so in the dashboard’s words, with the field', async () => {
    const problem = { message: 'Too late.', remedy: 'Undo it.', field: 'spec.limits' };
    fake.on('runs.get', () => ({ problem }));
    const failure = await failureOf(getRun());
    expect(failure).toBeInstanceOf(Refused);
    expect(failure).toMatchObject({ message: 'Too late. Undo it.', field: 'spec.limits' });
  });

  it('whose answer is of another version names the procedure and the field', async () => {
    fake.on('runs.get', () => ({ data: { id: 'r1', steps: [{ startedAt: 'noon' }] } }));
    const failure = await failureOf(getRun());
    expect(failure).toBeInstanceOf(StrangeAnswer);
    expect(failure.message).toContain('answer to runs.get makes no sense here (steps.0.startedAt:');
  });

  it('passes an answer that no schema is given for', async () => {
    fake.on('runs.cancel', () => ({ data: { more: 1 } }));
    const answer = await open().ask((api) => api.runs.cancel.mutate({ run: 'r2' }));
    expect(answer).toEqual({ more: 1 });
  });

  it('that something else answers names the status', async () => {
    const proxy = createServer((request, response) => {
      const signsIn = request.url?.includes('sign-in') === true;
      response.writeHead(signsIn ? 200 : 502, { 'set-cookie': 'session=0' });
      response.end('<html>');
    });
    await new Promise<void>((ready) => {
      proxy.listen(0, '127.0.0.1', ready);
    });
    url = `http://127.0.0.1:${String((proxy.address() as AddressInfo).port)}`;
    for (const work of [getRun, () => open().download('/api/snapshots/s1')]) {
      const failure = await failureOf(work());
      expect(failure).toBeInstanceOf(StrangeAnswer);
      expect(failure.message).toContain('status 502');
    }
    proxy.close();
    proxy.closeAllConnections();
  });
});

describe('a session', () => {
  it('signs in once, and once more when the dashboard has forgotten it', async () => {
    const dashboard = open();
    await getRun(dashboard);
    await getRun(dashboard);
    expect(fake.signIns).toBe(1);
    fake.forgetSessions();
    expect(await getRun(dashboard)).toEqual({ id: 'r1', steps: [] });
    expect(fake.signIns).toBe(2);
  });

  it('outlives the program where its cookie is kept', async () => {
    let kept: string | null = null;
    const store: CookieStore = {
      read: () => kept,
      write: (cookie) => {
        kept = cookie;
      },
    };
    await getRun(open('right password', store));
    expect(kept).toBe('session=0');
    await getRun(open('right password', store));
    expect(fake.signIns).toBe(1);
  });

  it('of somebody who may not sign in says who, where and why', async () => {
    const failure = await failureOf(getRun(open('another password')));
    expect(failure).toBeInstanceOf(SignInRefused);
    expect(failure.message).toBe(
      `admin@example.org cannot sign in at ${url}: Invalid email or password`,
    );
  });

  it('with nobody at the address says so', async () => {
    fake.close();
    const failure = await failureOf(getRun());
    expect(failure).toBeInstanceOf(Unreachable);
    expect(failure.message).toContain(`The dashboard at ${url} cannot be reached`);
  });
});

describe('a file', () => {
  const image = { upload: 'u1', imageId: 'sha256:1', bytes: 7, manifest: null };

  it('is sent as it is, and the answer read', async () => {
    fake.on('/api/images', () => ({ data: { ...image, architecture: 'amd64' } }));
    const sent = await open().uploadImage(new Blob(['archive']));
    expect(sent).toEqual({ ...image, architecture: 'amd64' });
    expect(fake.calls).toEqual([{ procedure: '/api/images', input: 'archive' }]);
  });

  it('for a meeting is sent as a form’s file, under its name', async () => {
    fake.on('/api/content', () => ({ data: { digest: 'sha256:2', name: 'agenda.md' } }));
    const agenda = new File(['# Agenda'], 'agenda.md', { type: 'text/markdown' });
    expect((await open().uploadContent(agenda)).digest).toBe('sha256:2');
    expect(fake.calls[0]?.input).toMatch(/name="file"; filename="agenda\.md"[^#]*# Agenda/);
  });

  it('whose answer lacks something names the path and the field', async () => {
    fake.on('/api/images', () => ({ data: { ...image, upload: undefined } }));
    const failure = await failureOf(open().uploadImage(new Blob(['archive'])));
    expect(failure).toBeInstanceOf(StrangeAnswer);
    expect(failure.message).toContain('answer to /api/images makes no sense here (upload:');
  });

  it('that is refused says so in the dashboard’s words', async () => {
    const problem = { message: 'It is larger than 25 MB.', remedy: null, field: 'file' };
    fake.on('/api/content', () => ({ problem }));
    const failure = await failureOf(open().uploadContent(new File([], 'huge.pdf')));
    expect(failure).toMatchObject({ message: 'It is larger than 25 MB.', field: 'file' });
  });
});
