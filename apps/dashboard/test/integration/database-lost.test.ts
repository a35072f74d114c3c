import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { connectAgent, makeKey, prove, type TestKey } from './support/agent.ts';
import type { AgentSocket } from './support/agent-socket.ts';
import { type RunningDashboard, runDashboard } from './support/dashboard.ts';
import { sighting } from './support/link-lab.ts';
import { demoForTests } from './support/demo.ts';

const kills = process.env['NANOEDGE_SOAK'] === '1' ? 20 : 3;
let dashboard: RunningDashboard;
let key: TestKey;
beforeAll(async () => {
  dashboard = await runDashboard(demoForTests(), { embedded: true });
  const first = await connectAgent(dashboard.url, 'entrance');
  key = first.key;
  first.socket.disconnect();
}, 60_000);
afterAll(() => dashboard.stop());

const postgresPid = async (): Promise<number> =>
  Number(
    (await readFile(path.join(dashboard.home, 'postgres', 'postmaster.pid'), 'utf8')).split(
      '\n',
    )[0],
  );
const health = async (): Promise<{ status: number; body: unknown }> => {
  const answer = await fetch(`${dashboard.url}/api/health`);
  return { status: answer.status, body: await answer.json() };
};
const until = (status: number, ms: number): Promise<void> =>
  vi.waitFor(async () => expect((await health()).status).toBe(status), {
    timeout: ms,
    interval: 50,
  });

/** An agent that keeps what was not acknowledged, as the outbox does, and makes more all the time. */
class Walker {
  acked = 0;
  made = 0;
  readonly #ending = new AbortController();
  readonly #running: Promise<void>;
  constructor() {
    this.#running = this.#run();
  }
  async #run(): Promise<void> {
    while (!this.#ending.signal.aborted) {
      const link = await connectAgent(dashboard.url, 'entrance', key).catch(() => null);
      if (link === null) continue;
      this.acked = Math.max(this.acked, link.hello.ackedSeq);
      await this.#send(link.socket).catch(() => undefined);
      link.socket.disconnect();
    }
  }
  async #send(socket: AgentSocket): Promise<void> {
    while (!this.#ending.signal.aborted) {
      this.made = Math.max(this.made, this.acked + 3);
      const events = [1, 2, 3].map((more) => sighting(this.acked + more));
      const answer: unknown = await socket.emitWithAck('events', { events });
      const { value } = answer as { value: { ackedSeq: number } };
      this.acked = value.ackedSeq;
    }
  }
  async stop(): Promise<void> {
    this.#ending.abort();
    await this.#running;
  }
}

describe('a PostgreSQL that is killed', { timeout: kills * 40_000 }, () => {
  it('is started again, and nothing that was acknowledged is lost or doubled', async () => {
    const walker = new Walker();
    for (let kill = 0; kill < kills; kill += 1) {
      const before = walker.acked;
      await vi.waitFor(() => expect(walker.acked).toBeGreaterThan(before), 30_000);
      process.kill(await postgresPid(), 'SIGKILL');
      await until(503, 5_000);
      const down = performance.now();
      await until(200, 10_000);
      expect(performance.now() - down).toBeLessThan(10_000);
      const back = walker.acked;
      await vi.waitFor(() => expect(walker.acked).toBeGreaterThan(back), 30_000);
    }
    await walker.stop();
    const { rows } = await dashboard.deps.db.execute<{ all: string; seqs: string; top: string }>(
      sql`select count(*) as all, count(distinct seq) as seqs, max(seq) as top
        from events where device = 'entrance'`,
    );
    expect(Number(rows[0]?.all)).toBe(Number(rows[0]?.seqs));
    expect(Number(rows[0]?.top)).toBe(walker.acked);
    expect(Number(rows[0]?.all)).toBe(walker.acked);
  });
});

describe('a PostgreSQL that is stopped', { timeout: 120_000 }, () => {
  it('is named within ten seconds by health, a page and the link, and calls do not pile up', async () => {
    const cookie = await dashboard.signIn('alice');
    const pid = await postgresPid();
    process.kill(pid, 'SIGSTOP');
    const children = await backends(pid);
    for (const backend of children) process.kill(backend, 'SIGSTOP');
    try {
      const begun = performance.now();
      await until(503, 10_000);
      expect(performance.now() - begun).toBeLessThan(10_000);
      expect((await health()).body).toMatchObject({
        db: false,
        problem: { message: 'The database does not answer.' },
      });
      const asked = await Promise.all(
        Array.from({ length: 40 }, () =>
          fetch(`${dashboard.url}/api/trpc/me.get`, { headers: { cookie } }).then(
            async (answer) => [answer.status, (await answer.text()).includes('database')] as const,
          ),
        ),
      );
      expect(performance.now() - begun).toBeLessThan(60_000);
      // Nobody is taken for signed out, and everybody hears what it is.
      for (const [status, named] of asked) expect([status === 401, named]).toEqual([false, true]);
      const { socket, answer } = await prove(dashboard.url, 'entrance', key);
      socket.disconnect();
      expect(answer).toMatchObject({ ok: false, later: true });
    } finally {
      for (const backend of [...children, pid]) process.kill(backend, 'SIGCONT');
    }
    await until(200, 10_000);
    const page = await fetch(`${dashboard.url}/api/trpc/me.get`, { headers: { cookie } });
    expect(page.status).toBe(200);
    const again = await connectAgent(dashboard.url, 'entrance', key);
    again.socket.disconnect();
  });

  it('still refuses an agent with another key when it is back', async () => {
    const { socket, answer } = await prove(dashboard.url, 'entrance', makeKey());
    socket.disconnect();
    expect(answer).toMatchObject({ ok: false });
    expect(answer).not.toHaveProperty('later');
  });
});

const backends = async (pid: number): Promise<number[]> =>
  (await readFile(`/proc/${String(pid)}/task/${String(pid)}/children`, 'utf8'))
    .trim()
    .split(' ')
    .map(Number);
