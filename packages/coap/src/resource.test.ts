import { describe, expect, it } from 'vitest';
import { content, linkFormat, matchPath, observable } from './resource.ts';

describe('a resource table', () => {
  it('matches plain and templated paths', () => {
    expect(matchPath('/scan', '/scan')).toEqual({});
    expect(matchPath('/guidance/{journey}', '/guidance/j-1')).toEqual({ journey: 'j-1' });
  });

  it.each(['/', '/guidance', '/guidance/', '/guidance/a/b', '/other/a'])(
    'does not take %s for a guidance',
    (path) => {
      expect(matchPath('/guidance/{journey}', path)).toBeNull();
    },
  );

  it('is described in link format, templated paths left out', () => {
    const templated = { path: '/guidance/{journey}', type: 'nanoedge.guidance', handlers: {} };
    const plain = { path: '/scan', type: 'nanoedge.scan', handlers: { GET: () => content({}) } };
    expect(
      linkFormat([observable('/guidance', 'nanoedge.guidance', () => ({})), templated, plain]),
    ).toBe('</guidance>;rt="nanoedge.guidance";ct=50;obs,</scan>;rt="nanoedge.scan";ct=50');
  });
});
