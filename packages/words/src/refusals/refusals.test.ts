import { describe, expect, it } from 'vitest';
import { accessRefusals, notFoundWords } from './access.ts';
import { meetingRefusals } from './meetings.ts';
import { onDevice, preflightWords } from './preflight.ts';
import { registryRefusals } from './registry.ts';
import { manifestRefusals, releaseRefusals } from './releases.ts';
import { cannotStore, uploadRefusals } from './uploads.ts';

describe('what a refusal says', () => {
  it('is a whole sentence, and what to do is another', () => {
    const all = [
      accessRefusals,
      meetingRefusals,
      registryRefusals,
      releaseRefusals,
      uploadRefusals,
    ];
    const said = all
      .flatMap((refusals) => Object.values(refusals))
      .filter((words) => typeof words === 'object')
      .flatMap((words) => ('remedy' in words ? [words.message, words.remedy] : [words.message]));
    expect(said.length).toBeGreaterThan(20);
    for (const sentence of said) expect(sentence).toMatch(/^\p{Lu}.*\.$/u);
  });

  it('names what is not there, each in a sentence of its own', () => {
    const said = Object.values(notFoundWords).map((about) => about('x'));
    expect(new Set(said).size).toBe(said.length);
    for (const sentence of said) expect(sentence).toMatch(/^There is no .* “x”\.$/);
  });

  it('names the meeting that has the room, where it is known', () => {
    const at = Date.UTC(2026, 10, 26, 9, 30);
    const berlin = { zone: 'Europe/Berlin' };
    const meeting = { title: 'Roadmap', startsAt: at, endsAt: at + 3_600_000 };
    const { message } = meetingRefusals.booked('Aurora', meeting, berlin);
    expect(message).toBe('Aurora is already booked 10:30–11:30 on Thu 26 Nov by “Roadmap”.');
    expect(meetingRefusals.booked('Aurora', null, berlin).message).toBe(
      'Aurora is already booked.',
    );
  });

  it('names both days of a meeting over midnight that has the room', () => {
    const night = { title: 'Migration', startsAt: Date.UTC(2026, 10, 27, 3), endsAt: 0 };
    const { message } = meetingRefusals.booked(
      'Aurora',
      { ...night, endsAt: night.startsAt + 4 * 3_600_000 },
      { zone: 'America/New_York' },
    );
    expect(message).toBe(
      'Aurora is already booked 22:00 on Thu 26 Nov to 02:00 on Fri 27 Nov by “Migration”.',
    );
  });

  it('tells the trouble of a disk, and is silent about everything else', () => {
    const where = { what: 'images', folder: '/data' } as const;
    expect(cannotStore('ENOSPC', where)).toEqual({
      message: 'The dashboard cannot store images: its disk is full.',
      remedy: 'Make room on the disk of /data and let the dashboard write there; then try again.',
    });
    expect(cannotStore('ENOENT', where)).toBeNull();
  });

  it('names the field of a manifest, unless the whole is wrong', () => {
    expect(manifestRefusals.field('label', 'volumes.0.path', 'a path is absolute').message).toBe(
      'The image’s manifest (label label) is not valid: volumes.0.path: a path is absolute.',
    );
    expect(manifestRefusals.field('label', '', undefined).message).toBe(
      'The image’s manifest (label label) is not valid: it cannot be read.',
    );
  });

  it('names up to eight of what there is, and nothing where there is nothing', () => {
    const zones = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
    expect(preflightWords.noSuchZone('z', zones)).toEqual({
      message: 'The site has no zone “z”.',
      remedy: 'There is a, b, c, d, e, f, g, h.',
    });
    expect(preflightWords.noSuchZone('z', [])).toEqual({ message: 'The site has no zone “z”.' });
    expect(onDevice('Aurora', 'It is offline.')).toBe('Aurora: It is offline.');
  });

  it('says what a registry offers, or that it is for other systems', () => {
    expect(registryRefusals.otherArchitectures(['arm64'], ['amd64', 'arm']).message).toBe(
      'There is no image for arm64 there, only for amd64, arm.',
    );
    expect(registryRefusals.otherArchitectures(['arm64', 'arm/v7'], []).message).toBe(
      'There is no image for arm64 or arm/v7 there, only for other systems.',
    );
  });
});
