import { describe, expect, it } from 'vitest';
import { parse, URL as NanoUrl } from './url.ts';

const texts = [
  'coap://host:5684/a/b?c=d&e=f',
  'coap://host/',
  'coap://10.0.0.1:99/x',
  'coap://[::1]:5683/things/pir',
];

describe('URL', () => {
  it.each(texts)('splits %s as Node does', (text) => {
    const [ours, theirs] = [new NanoUrl(text), new URL(text)];
    for (const part of [
      'protocol',
      'hostname',
      'port',
      'pathname',
      'search',
      'href',
      'host',
    ] as const) {
      expect([part, ours[part]]).toEqual([part, theirs[part]]);
    }
  });

  it('refuses what has no scheme', () => {
    expect(() => new NanoUrl('/only/a/path')).toThrow('Invalid URL');
    expect(NanoUrl.canParse('nonsense')).toBe(false);
  });

  it('gives the legacy parse what node-coap reads', () => {
    expect(parse('coap://h:1/p?q=1')).toMatchObject({
      hostname: 'h',
      port: '1',
      pathname: '/p',
      query: 'q=1',
    });
  });
});
