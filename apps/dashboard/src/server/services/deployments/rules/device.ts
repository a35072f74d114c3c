import { formatRoom } from '@nanoedge/words';
import { about, against } from './finding.ts';
import type { Rule } from './question.ts';

const spare = 50_000_000;

export const deviceRule: Rule = ({ target }) => {
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

export const architectureRule: Rule = ({ target, wanted }) =>
  target.architecture === null || target.architecture === wanted.architecture
    ? []
    : [
        against('architecture', 'release', {
          message: `${wanted.label} is built for ${wanted.architecture}, but ${target.name} is ${target.architecture}.`,
          remedy: `Choose a release for ${target.architecture}.`,
        }),
      ];

export const diskRule: Rule = ({ target, wanted }) => {
  const needed = (target.hasImage ? 0 : 2 * wanted.imageBytes) + spare;
  if (target.diskFreeBytes === null || target.diskFreeBytes >= needed) return [];
  return [
    against('disk', null, {
      message: `${target.name} has ${formatRoom(target.diskFreeBytes)} of disk free; ${formatRoom(needed)} are needed.`,
      remedy: 'Make room on the device, or choose another.',
    }),
  ];
};

export const memoryRule: Rule = ({ target, wanted }) =>
  target.memoryFreeBytes === null || target.memoryFreeBytes >= wanted.memoryBytes
    ? []
    : [
        against('memory', null, {
          message: `${target.name} has ${formatRoom(target.memoryFreeBytes)} of memory free; ${wanted.label} may use ${formatRoom(wanted.memoryBytes)}.`,
          remedy: 'Remove something else from the device first, or choose another.',
        }),
      ];

export const imageRule: Rule = ({ target, wanted }) =>
  wanted.archived || target.hasImage
    ? []
    : [
        about('image', 'release', {
          message: `The dashboard keeps no archive of ${wanted.label} and cannot send it.`,
          remedy: `The engine of ${target.name} must have the image already.`,
        }),
      ];
