import type { Ability } from '@nanoedge/base';
import type { NanoserviceName } from '@nanoedge/protocol';
import type { ReleaseSpec } from '../../db/schema/index.ts';
import { alwaysCalled } from '../nanoservices/named.ts';

/** A nanoservice by what its newest release asks for. */
export interface Known {
  name: NanoserviceName;
  spec: Pick<ReleaseSpec, 'configSchema' | 'needs' | 'roster'>;
}

/** The nanoservices that a config by this schema names as peers, wherever in it. */
const namedPeers = (schema: unknown): string[] => {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, inner]) =>
    key === 'x-peer' && typeof inner === 'string' ? [inner] : namedPeers(inner),
  );
};

const ofThings = { motion: 'notice', ble: 'hear', lights: 'guide', screen: 'show' } as const;

const ownAbilities = ({ spec }: Known): Ability[] => [
  ...spec.needs.map((kind) => ofThings[kind]),
  ...(spec.roster ? (['recognise'] as const) : []),
];

/**
 * What people get of each nanoservice, by what the manifests say and by no name. Whoever calls the
 * one that knows the people receives them; what it calls, or what calls it, does so for them by the
 * things that it needs. What stands apart from these is something else.
 */
export const abilitiesOf = (
  all: readonly Known[],
): ReadonlyMap<NanoserviceName, readonly Ability[]> => {
  const registrars = new Set<string>(all.filter(({ spec }) => spec.roster).map(({ name }) => name));
  const receivers = all.filter(({ spec }) =>
    namedPeers(spec.configSchema).some((peer) => registrars.has(peer)),
  );
  const receiving = new Set<string>(receivers.map(({ name }) => name));
  const called = new Set(receivers.flatMap(({ spec }) => namedPeers(spec.configSchema)));
  const found = new Map<NanoserviceName, readonly Ability[]>();
  for (const one of all) {
    const calls = [...namedPeers(one.spec.configSchema), ...alwaysCalled(one.spec.configSchema)];
    const belongs = called.has(one.name) || calls.some((peer) => receiving.has(peer));
    const abilities = [
      ...(belongs ? ownAbilities(one) : []),
      ...(receiving.has(one.name) ? (['receive'] as const) : []),
    ];
    if (abilities.length > 0) found.set(one.name, abilities);
  }
  return found;
};
