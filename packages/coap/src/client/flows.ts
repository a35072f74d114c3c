import type { Socket } from 'node:dgram';
import { sleep, systemClock } from '@nanoedge/base';
import { Agent } from '../node-coap.ts';
import { useLocalTiming } from '../timing.ts';
import type { Transport } from '../transport.ts';

/** How long what was observed over a flow may still be heard after a newer flow took its place. */
const retiredMs = 30_000;
const lingerMs = 200;
const pollMs = 10;

interface Flow {
  agent: Agent;
  socket: Socket;
}

/**
 * A UDP flow (a port of our own) to each peer. Whoever translates addresses between two devices
 * remembers a flow by its ports, and one that began while the peer was away leads nowhere for as
 * long as it is used (RFC 4787, section 4.3): after a silence the next request leaves from another
 * port.
 */
export class Flows {
  readonly #flows = new Map<string, Flow>();
  readonly #retired = new Map<Flow, ReturnType<typeof setTimeout>>();

  /** The flow to `peer`, opened over `transport` when there is none. */
  to(peer: string, transport: Transport): Agent {
    const open = this.#flows.get(peer);
    if (open !== undefined) return open.agent;
    useLocalTiming();
    const socket = transport.open();
    const agent = new Agent({ type: 'udp4', socket });
    agent.on('error', () => {});
    this.#flows.set(peer, { agent, socket });
    return agent;
  }

  /** The peer did not answer over this flow. */
  renew(peer: string, agent: Agent): void {
    const flow = this.#flows.get(peer);
    if (flow?.agent !== agent) return;
    this.#flows.delete(peer);
    const timer = setTimeout(() => {
      this.#retired.delete(flow);
      flow.agent.close();
      flow.socket.close();
    }, retiredMs);
    this.#retired.set(flow, timer);
  }

  /** Ends them all. Farewells to observed peers get a moment to be acknowledged. */
  async close(): Promise<void> {
    for (const timer of this.#retired.values()) clearTimeout(timer);
    const all = [...this.#flows.values(), ...this.#retired.keys()];
    this.#flows.clear();
    this.#retired.clear();
    const busy = (): boolean => all.some(({ agent }) => agent._msgIdToReq.size > 0);
    for (let waited = 0; busy() && waited < lingerMs; waited += pollMs)
      await sleep(systemClock, pollMs);
    await Promise.all(
      all.map(async ({ agent, socket }) => {
        agent.close();
        await new Promise<void>((resolve) => socket.close(() => resolve()));
      }),
    );
  }
}
