import { describe, expect, it } from 'vitest';
import { PullTally } from './pull-tally.ts';

/** Adds the lines up and says after each how far the pull is. */
const heard = (
  ...lines: [id: string, status: string, current?: number, total?: number][]
): (string | null)[] => {
  const tally = new PullTally();
  return lines.map(([id, status, current, total]) => {
    const progressDetail = current === undefined || total === undefined ? {} : { current, total };
    const now = tally.add({ id, status, progressDetail });
    return now === null ? null : `${now.step} ${now.bytes}/${now.totalBytes}`;
  });
};

describe('the tally of a pull', () => {
  it('counts as unpacking only when every layer has come', () => {
    expect(
      heard(
        ['image', 'Pulling from team/blinker'],
        ['old', 'Already exists'],
        ['a', 'Pulling fs layer'],
        ['b', 'Pulling fs layer'],
        ['b', 'Waiting'],
        ['a', 'Downloading', 40, 100],
        ['a', 'Download complete'],
        ['a', 'Extracting', 30, 100],
        ['b', 'Downloading', 5, 10],
        ['b', 'Verifying Checksum'],
        ['b', 'Download complete'],
        ['a', 'Pull complete'],
        ['b', 'Extracting', 4, 10],
        ['b', 'Pull complete'],
      ).filter((line) => line !== null),
    ).toEqual([
      'sending 40/100',
      'sending 100/100',
      'sending 100/100',
      'sending 105/110',
      'loading 30/110',
      'loading 100/110',
      'loading 104/110',
      'loading 110/110',
    ]);
  });

  it('has nothing to say of an image whose layers are all there', () => {
    expect(heard(['a', 'Already exists'], ['image', 'Digest: sha256:…'])).toEqual([null, null]);
  });
});
