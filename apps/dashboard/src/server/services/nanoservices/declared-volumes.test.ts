import { describe, expect, it } from 'vitest';
import { imageVolumes } from '../images/image-volumes.ts';
import { declaredIn, withImageVolumes } from './declared-volumes.ts';

const data = { name: 'data', path: '/data' };

describe('the volumes that an image declares', () => {
  it('are read from its config, whatever else is in it', () => {
    const config = { Volumes: { '/var/cache': {}, '/cache': {} }, Labels: {} };
    expect(imageVolumes({ config })).toEqual(['/cache', '/var/cache']);
    for (const none of [{}, { config: {} }, { config: { Volumes: null } }, null])
      expect(imageVolumes(none)).toEqual([]);
  });

  it('become volumes with a name, beside those that the release has', () => {
    expect(withImageVolumes([data], ['/cache', '/var/Cache_x/'])).toEqual([
      data,
      { name: 'image-cache', path: '/cache' },
      { name: 'image-var-cache-x', path: '/var/Cache_x' },
    ]);
  });

  it('are those of the release already where it has the same folder', () => {
    expect(withImageVolumes([data], ['/data', '/data/inner', '/'])).toEqual([data]);
  });

  it('stay out where a release cannot have them', () => {
    expect(withImageVolumes([], ['/etc/x', '/run', 'relative', '/with space'])).toEqual([]);
    const many = Array.from({ length: 12 }, (_, index) => `/v${String(index)}`);
    expect(withImageVolumes([data], many)).toHaveLength(8);
  });

  it('are the same when they are added again', () => {
    const once = withImageVolumes([data], ['/cache']);
    expect(withImageVolumes(once, declaredIn(once))).toEqual(once);
    expect(declaredIn(once)).toEqual(['/cache']);
  });
});
