import { parseArgs } from 'node:util';
import { quantile } from '@nanoedge/base';
import { WebSession } from '@nanoedge/client';
import { LiveLink } from '@nanoedge/client/live';
import { EventBody, type OutboxEvent, parse } from '@nanoedge/protocol';
import { BenchAgent } from './agents/agent.ts';
import { BenchDashboard } from './agents/dashboard.ts';
import { deviceId, password } from './agents/site.ts';

/**
 * What one more device costs the dashboard: hellos a second on a site of few and of many devices,
 * in turns in one run; all of the many back after they were cut off at once, and after the
 * dashboard was killed; events a second while one page watches, none lost or doubled. Every agent
 * has its own key and speaks the real protocol; this is a process of its own.
 */
const help = `Usage: node infra/bench/agents.ts [--few 50] [--many 500] [--rounds 3] [--seconds 10]`;
const { values } = parseArgs({
  options: {
    few: { type: 'string', default: '50' },
    many: { type: 'string', default: '500' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '10' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(help);
  process.exit(0);
}
const few = Number(values.few);
const many = Number(values.many);
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);
/** Agents that greet at the same time. */
const abreast = 16;
const hellosARound = 500;

/** Calls `task` for each item, at most `width` at a time. */
const inLanes = async <T>(
  items: readonly T[],
  width: number,
  task: (item: T) => Promise<void>,
): Promise<void> => {
  const waiting = [...items];
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await task(next);
  };
  await Promise.all(Array.from({ length: width }, lane));
};

const since = (begin: number): number => (performance.now() - begin) / 1000;

/** Hellos a second, each with its connection and its proof. */
const hellos = async (agents: readonly BenchAgent[]): Promise<number> => {
  const turns = Array.from({ length: hellosARound }, (_, index) => agents[index % agents.length]);
  const begin = performance.now();
  await inLanes(turns, abreast, async (agent) => agent?.greet());
  return hellosARound / since(begin);
};

interface Return {
  seconds: number;
  p95: number;
  failed: number;
  deferred: number;
}

/** From `begin` until the last agent is greeted. */
const allBack = async (agents: readonly BenchAgent[], begin: number): Promise<Return> => {
  for (const agent of agents) [agent.failed, agent.deferred] = [0, 0];
  const times = await Promise.all(
    agents.map(async (agent) => {
      await agent.comeBack();
      return since(begin);
    }),
  );
  return {
    seconds: Math.max(...times),
    p95: quantile(times, 0.95),
    failed: agents.reduce((sum, agent) => sum + agent.failed, 0),
    deferred: agents.reduce((sum, agent) => sum + agent.deferred, 0),
  };
};

const body = (fields: Record<string, unknown>): OutboxEvent['body'] =>
  parse(EventBody, { at: Date.now(), ...fields }, 'an event');

/** What a walk through a zone makes: motion, sightings and the steps of one arrival. */
const walk = (device: string, round: number): OutboxEvent['body'][] => {
  const journey = `${device}-${String(round)}`;
  const at = Date.now();
  const snapshot = {
    id: journey,
    state: 'waiting',
    entered: 'hall',
    zone: 'hall',
    key: null,
    person: null,
    meeting: null,
    refusal: null,
    hops: { presence: at },
    heardAt: null,
    updatedAt: at,
  };
  const sighting = { type: 'sighting', zone: 'hall', key: 'c0:ff:ee:00:01:01', rssi: -60, journey };
  const updated = (state: string, after: number) =>
    body({
      type: 'journey.updated',
      journey,
      snapshot: { ...snapshot, state, updatedAt: at + after },
    });
  return [
    body({ type: 'presence.detected', zone: 'hall' }),
    updated('waiting', 0),
    ...Array.from({ length: 6 }, () => body(sighting)),
    updated('unrecognised', 1),
    body({ type: 'presence.cleared', zone: 'hall' }),
  ];
};

/** Events a second that are stored while every agent sends batches of ten, one in flight each. */
const events = async (agents: readonly BenchAgent[]) => {
  const until = performance.now() + seconds * 1000;
  const begin = performance.now();
  const before = agents.reduce((sum, agent) => sum + agent.made, 0);
  await Promise.all(
    agents.map(async (agent) => {
      for (let round = 0; performance.now() < until; round += 1)
        await agent.send(walk(agent.device, agent.made + round));
    }),
  );
  const sent = agents.reduce((sum, agent) => sum + agent.made, 0) - before;
  return { sent, rate: sent / since(begin) };
};

/** A page that counts what it is shown. */
const watch = async (url: string, signal: AbortSignal) => {
  const seen = new Set<number>();
  let doubled = 0;
  const cookie = await new WebSession({ url, email: 'admin@example.org', password }).cookie();
  const live = await new Promise<LiveLink>((resolve) => {
    const link = new LiveLink({ url, headers: { cookie } }, 'bench', {
      events: (pushed) => {
        for (const { id } of pushed) {
          if (seen.has(id)) doubled += 1;
          seen.add(id);
        }
      },
      devices: () => undefined,
      changed: () => undefined,
      gap: () => undefined,
      state: (state) => (state === 'live' ? resolve(link) : undefined),
    });
    link.start(0, signal);
  });
  return { live, count: () => ({ seen: seen.size, doubled }) };
};

const open = async (port: number, devices: number) => {
  const dashboard = new BenchDashboard(port, devices);
  await dashboard.start();
  const agents = Array.from(
    { length: devices },
    (_, index) => new BenchAgent(dashboard, deviceId(index)),
  );
  await inLanes(agents, abreast, (agent) => agent.enrol());
  await inLanes(agents, abreast, (agent) => agent.comeBack());
  return { dashboard, agents };
};

const print = (line: string): void => console.log(line);
const ending = new AbortController();
const [small, large] = [await open(3450, few), await open(3451, many)];
try {
  const rates: { few: number; many: number }[] = [];
  for (let round = 0; round < rounds; round += 1)
    rates.push({ few: await hellos(small.agents), many: await hellos(large.agents) });
  const middle = (of: 'few' | 'many'): number =>
    quantile(
      rates.map((rate) => rate[of]),
      0.5,
    );
  print(
    `hellos/s (connection, proof, hello; median of ${String(rounds)} rounds of ${String(hellosARound)})  ` +
      `${String(few)} devices ${middle('few').toFixed(0)}  ${String(many)} devices ${middle('many').toFixed(0)}  ` +
      `ratio ${(middle('many') / middle('few')).toFixed(2)}`,
  );
  for (const agent of [...small.agents, ...large.agents]) agent.hangUp();
  await small.dashboard.remove();
  const told = (what: string, back: Return): void =>
    print(
      `${what}: ${String(many)} agents, all back after ${back.seconds.toFixed(1)} s ` +
        `(p95 ${back.p95.toFixed(1)} s), ${String(back.failed)} tries failed, ` +
        `${String(back.deferred)} asked to come later`,
    );
  told('cut off at once', await allBack(large.agents, performance.now()));
  await large.dashboard.stop('SIGKILL');
  for (const agent of large.agents) agent.hangUp();
  const returning = allBack(large.agents, performance.now());
  const begin = performance.now();
  await large.dashboard.start();
  const up = since(begin);
  const back = await returning;
  told(`dashboard killed (it answered again after ${up.toFixed(1)} s)`, back);
  const page = await watch(large.dashboard.url, ending.signal);
  const { sent, rate } = await events(large.agents);
  const unstored = large.agents.reduce((sum, agent) => sum + agent.made - agent.stored, 0);
  const { seen, doubled } = page.count();
  print(
    `events: ${rate.toFixed(0)}/s over ${String(seconds)} s (n=${String(sent)}, batches of 10, ` +
      `${String(many)} agents), ${String(unstored)} not stored, a page saw ${String(seen)}, ` +
      `${String(doubled)} twice`,
  );
} finally {
  ending.abort();
  for (const agent of [...small.agents, ...large.agents]) agent.hangUp();
  await small.dashboard.remove();
  await large.dashboard.remove();
}
process.exit(0);
