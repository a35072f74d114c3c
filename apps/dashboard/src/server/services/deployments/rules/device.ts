import { runsOn } from '@nanoedge/archive';
import { preflightWords } from '@nanoedge/words';
import { about, against } from './finding.ts';
import type { Rule } from './question.ts';

const spare = 50_000_000;

export const deviceRule: Rule = ({ target }) => {
  if (!target.enrolled) return [about('device', null, preflightWords.notEnrolled(target.name))];
  switch (target.doubt) {
    case 'offline':
      return [about('device', null, preflightWords.offline(target.name))];
    case 'silent':
      return [about('device', null, preflightWords.silent(target.name))];
    case 'engine':
      return [about('device', null, preflightWords.engineSilent(target.name))];
    // These two are of whoever looks at a page; the server itself is not in doubt of either
    case 'link':
    case 'database':
    case null:
      return [];
  }
};

export const architectureRule: Rule = ({ target, wanted }) =>
  target.architecture === null || runsOn(target.architecture, wanted.architecture)
    ? []
    : [
        against(
          'architecture',
          'release',
          preflightWords.architecture(wanted.label, wanted.architecture, {
            name: target.name,
            architecture: target.architecture,
          }),
        ),
      ];

export const diskRule: Rule = ({ target, wanted }) => {
  const needed = (target.hasImage ? 0 : 2 * wanted.imageBytes) + spare;
  if (target.diskFreeBytes === null || target.diskFreeBytes >= needed) return [];
  return [against('disk', null, preflightWords.disk(target.name, target.diskFreeBytes, needed))];
};

export const memoryRule: Rule = ({ target, wanted }) =>
  target.memoryFreeBytes === null || target.memoryFreeBytes >= wanted.memoryBytes
    ? []
    : [
        against(
          'memory',
          null,
          preflightWords.memory(target.name, target.memoryFreeBytes, {
            release: wanted.label,
            bytes: wanted.memoryBytes,
          }),
        ),
      ];

export const imageRule: Rule = ({ target, wanted }) =>
  wanted.archived || target.hasImage
    ? []
    : [about('image', 'release', preflightWords.noArchive(wanted.label, target.name))];
