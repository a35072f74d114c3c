import type { ThingKind } from '@nanoedge/protocol';
import { formatRoom } from '../bytes.ts';
import { thingWord } from '../things.ts';
import type { RefusalWords } from './refusal-words.ts';

const oneOf = (known: readonly string[]): { remedy?: string } =>
  known.length === 0 ? {} : { remedy: `There is ${known.slice(0, 8).join(', ')}.` };

const free = (port: number | null): { remedy?: string } =>
  port === null ? {} : { remedy: `Port ${String(port)} is free.` };

/** What speaks against a deployment on one of several devices. */
export const onDevice = (device: string, message: string): string => `${device}: ${message}`;

/** What speaks against a deployment on a device, or is worth knowing before. */
export const preflightWords = {
  notEnrolled: (device: string): RefusalWords => ({
    message: `${device} has not enrolled yet.`,
    remedy: 'The change will apply when it does.',
  }),
  offline: (device: string): RefusalWords => ({
    message: `${device} is offline.`,
    remedy: 'The change will apply when it returns.',
  }),
  silent: (device: string): RefusalWords => ({
    message: `${device} has stopped reporting.`,
    remedy: 'The change will apply when it reports again.',
  }),
  engineSilent: (device: string): RefusalWords => ({
    message: `The Docker Engine of ${device} does not answer.`,
    remedy: 'The change will apply when it answers again.',
  }),
  architecture: (release: string, builtFor: string, device: Device): RefusalWords => ({
    message: `${release} is built for ${builtFor}, but ${device.name} is ${device.architecture}.`,
    remedy: `Choose a release for ${device.architecture}.`,
  }),
  disk: (device: string, freeBytes: number, neededBytes: number): RefusalWords => ({
    message: `${device} has ${formatRoom(freeBytes)} of disk free; ${formatRoom(neededBytes)} are needed.`,
    remedy: 'Make room on the device, or choose another.',
  }),
  memory: (device: string, freeBytes: number, asked: Asked): RefusalWords => ({
    message: `${device} has ${formatRoom(freeBytes)} of memory free; ${asked.release} may use ${formatRoom(asked.bytes)}.`,
    remedy: 'Remove something else from the device first, or choose another.',
  }),
  nameTaken: (device: string, name: string, freeName: string): RefusalWords => ({
    message: `${device} has a deployment “${name}” already.`,
    remedy: `“${freeName}” is free.`,
  }),
  noPortLeft: (device: string): RefusalWords => ({
    message: `${device} has no port left from 5700 on.`,
    remedy: 'Remove a deployment first.',
  }),
  notPublished: (release: string): RefusalWords => ({
    message: `${release} is not published: it gets no port.`,
    remedy: 'Leave the port out.',
  }),
  gatewayPort: (port: number, freePort: number | null): RefusalWords => ({
    message: `Port ${String(port)} is that of the device’s own gateway.`,
    ...free(freePort),
  }),
  noPort: (freePort: number | null): RefusalWords => ({
    message: 'A port is a number from 1024 to 65535.',
    ...free(freePort),
  }),
  portTaken: (device: string, port: number, freePort: number | null): RefusalWords => ({
    message: `Another deployment on ${device} uses port ${String(port)}.`,
    ...free(freePort),
  }),
  noThing: (release: string, device: string, kind: ThingKind): RefusalWords => ({
    message: `${release} needs a thing that ${device} does not have: ${thingWord[kind]}.`,
    remedy: 'Choose a device that has one.',
  }),
  noSuchThing: (
    device: string,
    { name, kind }: { name: string; kind: string | null },
    known: readonly string[],
  ): RefusalWords => ({
    message:
      kind === null
        ? `${device} has no thing “${name}”.`
        : `${device} has no ${kind} thing “${name}”.`,
    ...oneOf(known),
  }),
  noSuchZone: (zone: string, known: readonly string[]): RefusalWords => ({
    message: `The site has no zone “${zone}”.`,
    ...oneOf(known),
  }),
  noSuchRoom: (room: string, known: readonly string[]): RefusalWords => ({
    message: `The site has no room “${room}”.`,
    ...oneOf(known),
  }),
  /** `problem` as the check of configs says it; no field: the whole config. */
  config: (field: string, problem: string): RefusalWords => ({
    message:
      field === '' ? `The config’s value ${problem}.` : `The config’s “${field}” ${problem}.`,
  }),
  noArchive: (release: string, device: string): RefusalWords => ({
    message: `The dashboard keeps no archive of ${release} and cannot send it.`,
    remedy: `The engine of ${device} must have the image already.`,
  }),
  noSuchPeer: (peer: string): RefusalWords => ({
    message: `There is no deployment “${peer}” in this site yet.`,
    remedy: 'It is called once it is there.',
  }),
  peerElsewhere: (peer: string, device: string): RefusalWords => ({
    message: `“${peer}” runs on another device and is not published; it cannot be reached from ${device}.`,
    remedy: 'Add it with a port.',
  }),
} as const;

interface Device {
  name: string;
  architecture: string;
}

interface Asked {
  release: string;
  bytes: number;
}
