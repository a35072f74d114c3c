import { preflightWords } from '@nanoedge/words';
import type { NamedValue } from '../../nanoservices/named.ts';
import type { PreflightFinding } from '../view.ts';
import { about, against } from './finding.ts';
import type { Question, Rule } from './question.ts';

export const thingsRule: Rule = ({ target, wanted }) =>
  wanted.needs
    .filter((kind) => !target.things.some((thing) => thing.kind === kind))
    .map((kind) =>
      against('things', null, preflightWords.noThing(wanted.label, target.name, kind)),
    );

const namedValue = ({ target, around }: Question, value: NamedValue): PreflightFinding[] => {
  const field = `config.${value.field}`;
  switch (value.what) {
    case 'thing': {
      const fitting = target.things
        .filter((thing) => value.kind === null || thing.kind === value.kind)
        .map((thing) => thing.name);

      if (fitting.includes(value.value)) return [];
      return [
        against(
          'config',
          field,
          preflightWords.noSuchThing(target.name, { name: value.value, kind: value.kind }, fitting),
        ),
      ];
    }
    case 'zone':
      if (around.zones.includes(value.value)) return [];
      return [against('config', field, preflightWords.noSuchZone(value.value, around.zones))];
    case 'room':
      if (around.rooms.includes(value.value)) return [];
      return [against('config', field, preflightWords.noSuchRoom(value.value, around.rooms))];
    case 'peer':
      return [];
  }
};

export const configRule: Rule = (question) => [
  ...question.wanted.configProblems.map(({ field, message }) =>
    against(
      'config',
      field === '' ? 'config' : `config.${field}`,
      preflightWords.config(field, message),
    ),
  ),
  ...question.wanted.named.flatMap((value) => namedValue(question, value)),
];

export const peersRule: Rule = ({ target, wanted, around }) =>
  wanted.peers.flatMap((peer) => {
    const there = around.deployed.filter((other) => other.name === peer);
    if (there.length === 0) return [about('peers', 'peers', preflightWords.noSuchPeer(peer))];
    if (there.some((other) => other.device === target.id || other.port !== null)) return [];
    return [about('peers', 'peers', preflightWords.peerElsewhere(peer, target.name))];
  });
