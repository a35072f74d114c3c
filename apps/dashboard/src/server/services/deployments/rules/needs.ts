import { thingWord } from '@nanoedge/words';
import type { NamedValue } from '../../nanoservices/named.ts';
import type { PreflightFinding } from '../view.ts';
import { about, against } from './finding.ts';
import type { Question, Rule } from './question.ts';

export const thingsRule: Rule = ({ target, wanted }) =>
  wanted.needs
    .filter((kind) => !target.things.some((thing) => thing.kind === kind))
    .map((kind) =>
      against('things', null, {
        message: `${wanted.label} needs a thing that ${target.name} does not have: ${thingWord[kind]}.`,
        remedy: 'Choose a device that has one.',
      }),
    );

const oneOf = (known: readonly string[]): { remedy: string } | Record<string, never> =>
  known.length === 0 ? {} : { remedy: `There is ${known.slice(0, 8).join(', ')}.` };

const namedValue = ({ target, around }: Question, value: NamedValue): PreflightFinding[] => {
  const field = `config.${value.field}`;
  switch (value.what) {
    case 'thing': {
      const fitting = target.things
        .filter((thing) => value.kind === null || thing.kind === value.kind)
        .map((thing) => thing.name);
      const what = value.kind === null ? 'thing' : `${value.kind} thing`;
      if (fitting.includes(value.value)) return [];
      return [
        against('config', field, {
          message: `${target.name} has no ${what} “${value.value}”.`,
          ...oneOf(fitting),
        }),
      ];
    }
    case 'zone':
      if (around.zones.includes(value.value)) return [];
      return [
        against('config', field, {
          message: `The site has no zone “${value.value}”.`,
          ...oneOf(around.zones),
        }),
      ];
    case 'room':
      if (around.rooms.includes(value.value)) return [];
      return [
        against('config', field, {
          message: `The site has no room “${value.value}”.`,
          ...oneOf(around.rooms),
        }),
      ];
    case 'peer':
      return [];
  }
};

export const configRule: Rule = (question) => [
  ...question.wanted.configProblems.map(({ field, message }) =>
    against('config', field === '' ? 'config' : `config.${field}`, {
      message: `The config’s ${field === '' ? 'value' : `“${field}”`} ${message}.`,
    }),
  ),
  ...question.wanted.named.flatMap((value) => namedValue(question, value)),
];

export const peersRule: Rule = ({ target, wanted, around }) =>
  wanted.peers.flatMap((peer) => {
    const there = around.deployed.filter((other) => other.name === peer);
    if (there.length === 0)
      return [
        about('peers', 'peers', {
          message: `There is no deployment “${peer}” in this site yet.`,
          remedy: 'It is called once it is there.',
        }),
      ];
    if (there.some((other) => other.device === target.id || other.port !== null)) return [];
    return [
      about('peers', 'peers', {
        message: `“${peer}” runs on another device and is not published; it cannot be reached from ${target.name}.`,
        remedy: 'Add it with a port.',
      }),
    ];
  });
