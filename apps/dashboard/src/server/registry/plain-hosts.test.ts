import { describe, expect, it } from 'vitest';
import { plainHosts } from './plain-hosts.ts';

const isPlain = plainHosts(['registry.lan:5000', '10.1.0.0/16', 'fd00::/8', '[2001:db8::7]:5000']);

describe('a registry', () => {
  it.each([
    'localhost',
    'localhost:5000',
    '127.0.0.1:5000',
    '127.8.9.1',
    '[::1]:5000',
    '[::1]',
    'registry.lan:5000',
    'Registry.LAN:5000',
    '10.1.200.3:5000',
    '[fd12::9]:443',
    '[2001:db8::7]:5000',
  ])('at %s is asked without TLS', (host) => {
    expect(isPlain(host)).toBe(true);
  });

  it.each([
    'registry.lan',
    'registry.lan:5001',
    '10.2.0.1:5000',
    '127.evil.example',
    'localhost.example',
    '[2001:db8::7]:5001',
    '[::2]:5000',
    'docker.io',
  ])('at %s is asked with it', (host) => {
    expect(isPlain(host)).toBe(false);
  });
});
