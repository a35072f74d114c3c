import { describe, expect, it } from 'vitest';
import { readChallenges } from './challenge.ts';

const read = (header: string) =>
  readChallenges(header).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)]);

describe('a challenge', () => {
  it.each([
    ['Basic realm="Registry Realm"', [['basic', { realm: 'Registry Realm' }]]],
    [
      'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:a/b:pull"',
      [
        [
          'bearer',
          {
            realm: 'https://auth.docker.io/token',
            service: 'registry.docker.io',
            scope: 'repository:a/b:pull',
          },
        ],
      ],
    ],
    [
      'bearer Realm="https://a/t", service=plain, Basic realm="a \\"b\\", c"',
      [
        ['bearer', { realm: 'https://a/t', service: 'plain' }],
        ['basic', { realm: 'a "b", c' }],
      ],
    ],
    [
      'Negotiate, Basic realm="x"',
      [
        ['negotiate', {}],
        ['basic', { realm: 'x' }],
      ],
    ],
    ['', []],
    ['"', []],
  ])('%s is read', (header, found) => {
    expect(read(header)).toEqual(found);
  });
});
