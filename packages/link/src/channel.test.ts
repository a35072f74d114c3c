import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { LinkChannel, SealBroken } from './channel.ts';
import { freshNonce } from './greeting.ts';
import { publicKeyText, signerWith, verifierOf } from './signing.ts';

const agentKey = generateKeyPairSync('ed25519').privateKey;
const dashboardKey = generateKeyPairSync('ed25519').privateKey;

/** Both ends of one connection. */
const connect = ({ device = 'door', site = 'site' } = {}) => {
  const binding = { device, agentNonce: freshNonce(), dashboardNonce: freshNonce() };
  const end = (side: 'agent' | 'dashboard') => {
    const [own, other] = side === 'agent' ? [agentKey, dashboardKey] : [dashboardKey, agentKey];
    const verifies = verifierOf(publicKeyText(other));
    return new LinkChannel({ side, site, binding, sign: signerWith(own), verifies });
  };
  return { agent: end('agent'), dashboard: end('dashboard') };
};

describe('a link', () => {
  it('carries what each end says to the other, in order, and each answer to its question', () => {
    const { agent, dashboard } = connect();
    for (const revision of [1, 2, 3]) {
      const said = dashboard.seal('desired', { revision });
      const heard = agent.open('desired', said);
      expect(heard.payload).toEqual({ revision });
      const answer = agent.sealAnswer(heard.n, 'desired', { ok: true });
      expect(dashboard.openAnswer(said.n, 'desired', answer)).toEqual({ ok: true });
    }
  });

  const forged = {
    'with a changed body': () => {
      const { agent, dashboard } = connect();
      return () => agent.open('desired', { ...dashboard.seal('desired', 1), body: '2' });
    },
    'under another name': () => {
      const { agent, dashboard } = connect();
      return () => agent.open('simulate', dashboard.seal('desired', 1));
    },
    'a second time': () => {
      const { agent, dashboard } = connect();
      const said = dashboard.seal('desired', 1);
      agent.open('desired', said);
      return () => agent.open('desired', said);
    },
    'after one that was left out': () => {
      const { agent, dashboard } = connect();
      dashboard.seal('desired', 1);
      return () => agent.open('desired', dashboard.seal('desired', 2));
    },
    'on another connection': () => {
      const [one, other] = [connect(), connect()];
      return () => other.agent.open('desired', one.dashboard.seal('desired', 1));
    },
    'for another device': () => {
      const [one, other] = [connect(), connect({ device: 'hall' })];
      return () => other.agent.open('desired', one.dashboard.seal('desired', 1));
    },
    'back to who said it': () => {
      const { dashboard } = connect();
      return () => dashboard.open('desired', dashboard.seal('desired', 1));
    },
    'as an answer': () => {
      const { agent, dashboard } = connect();
      return () => agent.openAnswer(1, 'events', dashboard.seal('events', { ackedSeq: 9 }));
    },
    'as the answer to another question': () => {
      const { agent, dashboard } = connect();
      const answer = dashboard.sealAnswer(1, 'events', { ackedSeq: 9 });
      return () => agent.openAnswer(2, 'events', answer);
    },
    'without a signature': () => {
      const { agent } = connect();
      return () => agent.open('desired', { revision: 1 });
    },
  };

  it.each(Object.entries(forged))('does not take a message %s', (_how, prepare) => {
    expect(prepare()).toThrow(SealBroken);
  });
});
