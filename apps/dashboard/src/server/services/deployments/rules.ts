import { coapPort } from '@nanoedge/base';
import type { ThingKind } from '@nanoedge/protocol';
import { formatRoom, thingWord } from '@nanoedge/words';
import type { ConfigProblem } from '../nanoservices/config-check.ts';
import type { NamedValue } from '../nanoservices/named.ts';
import type { PreflightFinding } from './view.ts';

/** A device as it was last heard of; null: it has not said. */
export interface Target {
  id: string;
  name: string;
  enrolled: boolean;
  connected: boolean;
  architecture: string | null;
  diskFreeBytes: number | null;
  memoryFreeBytes: number | null;
  /** Whether one of its services runs this very image. */
  hasImage: boolean;
  things: readonly { name: string; kind: ThingKind }[];
}

export interface Wanted {
  label: string;
  architecture: string;
  imageBytes: number;
  archived: boolean;
  memoryBytes: number;
  needs: readonly ThingKind[];
  published: boolean;
  name: string;
  port: number | null;
  configProblems: readonly ConfigProblem[];
  named: readonly NamedValue[];
  peers: readonly string[];
}

/**
 * `names` and `ports` are those that other deployments of the device have; `deployed` those of the
 * whole site.
 */
export interface Around {
  names: readonly string[];
  ports: readonly number[];
  freeName: string;
  freePort: number | null;
  zones: readonly string[];
  rooms: readonly string[];
  deployed: readonly { name: string; device: string; port: number | null }[];
}

export interface Question {
  target: Target;
  wanted: Wanted;
  around: Around;
}

type Rule = (question: Question) => PreflightFinding[];

const against = (
  check: PreflightFinding['check'],
  field: string | null,
  said: { message: string; remedy?: string },
): PreflightFinding => ({
  check,
  blocks: true,
  field,
  message: said.message,
  remedy: said.remedy ?? null,
});
const about = (
  check: PreflightFinding['check'],
  field: string | null,
  said: { message: string; remedy?: string },
): PreflightFinding => ({
  ...against(check, field, said),
  blocks: false,
});

const spare = 50_000_000;

const device: Rule = ({ target }) => {
  if (!target.enrolled)
    return [
      about('device', null, {
        message: `${target.name} has not enrolled yet.`,
        remedy: 'The change will apply when it does.',
      }),
    ];
  if (!target.connected)
    return [
      about('device', null, {
        message: `${target.name} is offline.`,
        remedy: 'The change will apply when it returns.',
      }),
    ];
  return [];
};

const architecture: Rule = ({ target, wanted }) =>
  target.architecture === null || target.architecture === wanted.architecture
    ? []
    : [
        against('architecture', 'release', {
          message: `${wanted.label} is built for ${wanted.architecture}, but ${target.name} is ${target.architecture}.`,
          remedy: `Choose a release for ${target.architecture}.`,
        }),
      ];

const disk: Rule = ({ target, wanted }) => {
  const needed = (target.hasImage ? 0 : 2 * wanted.imageBytes) + spare;
  if (target.diskFreeBytes === null || target.diskFreeBytes >= needed) return [];
  return [
    against('disk', null, {
      message: `${target.name} has ${formatRoom(target.diskFreeBytes)} of disk free; ${formatRoom(needed)} are needed.`,
      remedy: 'Make room on the device, or choose another.',
    }),
  ];
};

const memory: Rule = ({ target, wanted }) =>
  target.memoryFreeBytes === null || target.memoryFreeBytes >= wanted.memoryBytes
    ? []
    : [
        against('memory', null, {
          message: `${target.name} has ${formatRoom(target.memoryFreeBytes)} of memory free; ${wanted.label} may use ${formatRoom(wanted.memoryBytes)}.`,
          remedy: 'Remove something else from the device first, or choose another.',
        }),
      ];

const name: Rule = ({ target, wanted, around }) =>
  around.names.includes(wanted.name)
    ? [
        against('name', 'name', {
          message: `${target.name} has a deployment “${wanted.name}” already.`,
          remedy: `“${around.freeName}” is free.`,
        }),
      ]
    : [];

const port: Rule = ({ target, wanted, around }) => {
  if (wanted.port === null)
    return wanted.published && around.freePort === null
      ? [
          against('port', 'port', {
            message: `${target.name} has no port left from 5700 on.`,
            remedy: 'Remove a deployment first.',
          }),
        ]
      : [];
  const other =
    around.freePort === null ? {} : { remedy: `Port ${String(around.freePort)} is free.` };
  if (!wanted.published)
    return [
      against('port', 'port', {
        message: `${wanted.label} is not published: it gets no port.`,
        remedy: 'Leave the port out.',
      }),
    ];
  if (wanted.port === coapPort)
    return [
      against('port', 'port', {
        message: `Port ${String(coapPort)} is that of the device’s own gateway.`,
        ...other,
      }),
    ];
  if (wanted.port < 1024 || wanted.port > 65_535)
    return [
      against('port', 'port', { message: 'A port is a number from 1024 to 65535.', ...other }),
    ];
  return around.ports.includes(wanted.port)
    ? [
        against('port', 'port', {
          message: `Another deployment on ${target.name} uses port ${String(wanted.port)}.`,
          ...other,
        }),
      ]
    : [];
};

const things: Rule = ({ target, wanted }) =>
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

const config: Rule = (question) => [
  ...question.wanted.configProblems.map(({ field, message }) =>
    against('config', field === '' ? 'config' : `config.${field}`, {
      message: `The config’s ${field === '' ? 'value' : `“${field}”`} ${message}.`,
    }),
  ),
  ...question.wanted.named.flatMap((value) => namedValue(question, value)),
];

const image: Rule = ({ target, wanted }) =>
  wanted.archived || target.hasImage
    ? []
    : [
        about('image', 'release', {
          message: `The dashboard keeps no archive of ${wanted.label} and cannot send it.`,
          remedy: `The engine of ${target.name} must have the image already.`,
        }),
      ];

const peers: Rule = ({ target, wanted, around }) =>
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

const rules: readonly Rule[] = [
  device,
  architecture,
  disk,
  memory,
  name,
  port,
  things,
  config,
  image,
  peers,
];

/**
 * Everything that speaks against a deployment on a device or is worth knowing before. Pure; what
 * blocks comes first.
 */
export const judge = (question: Question): PreflightFinding[] => {
  const found = rules.flatMap((rule) => rule(question));
  return [
    ...found.filter((finding) => finding.blocks),
    ...found.filter((finding) => !finding.blocks),
  ];
};

/** `wanted`, or with the first number that makes it free. */
export const freeName = (wanted: string, taken: readonly string[]): string => {
  if (!taken.includes(wanted)) return wanted;
  for (let number = 2; ; number += 1) {
    const end = `-${String(number)}`;
    const candidate = `${wanted.slice(0, 48 - end.length)}${end}`;
    if (!taken.includes(candidate)) return candidate;
  }
};

const ports = { first: 5700, last: 5999 };

/** The first port from 5700 on that nobody has; null when all are taken. */
export const freePort = (taken: readonly number[]): number | null => {
  for (let candidate = ports.first; candidate <= ports.last; candidate += 1)
    if (!taken.includes(candidate)) return candidate;
  return null;
};
