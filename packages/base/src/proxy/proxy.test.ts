import { describe, expect, it } from 'vitest';
import { isInNetwork, readAddress } from '../addresses.ts';
import { proxyFor, readProxies, shownProxy } from './proxy.ts';

const proxy = 'http://proxy.lan:3128/';
const settings = (none: string) => readProxies({ HTTPS_PROXY: proxy, NO_PROXY: none }).proxies;

describe('the proxies of an environment', () => {
  it.each([
    [{}, null, null],
    [{ HTTPS_PROXY: proxy }, null, proxy],
    [{ HTTP_PROXY: 'proxy.lan:3128' }, proxy, null],
    [{ https_proxy: 'http://small:1', HTTPS_PROXY: 'http://large:1' }, null, 'http://small:1/'],
    [{ ALL_PROXY: 'https://all:1', HTTP_PROXY: proxy }, proxy, 'https://all:1/'],
    [{ HTTPS_PROXY: '', HTTP_PROXY: ' ' }, null, null],
  ])('%o are read as curl reads them', (env, http, https) => {
    expect(readProxies(env)).toMatchObject({ proxies: { http, https }, wrong: [] });
  });

  it.each(['socks5://x:1', 'http://', 'http://a b', 'ftp://proxy', 'http://[::1'])(
    'may not be %s, which is named by its variable alone',
    (text) => {
      const { proxies, wrong } = readProxies({ HTTPS_PROXY: text });
      expect(wrong).toEqual(['HTTPS_PROXY']);
      expect(proxies.https).toBeNull();
      expect(readProxies({ all_proxy: text }).wrong).toEqual(['ALL_PROXY']);
    },
  );

  it('are shown without the name and the password in them', () => {
    expect(shownProxy('http://ann:geheim@proxy.lan:3128/')).toBe('http://proxy.lan:3128');
  });
});

describe('an address', () => {
  it.each([
    ['https://registry.example/', ''],
    ['wss://site.example/socket.io/', ''],
    ['https://registry.example/', 'other.example,ample'],
    ['https://registry.example/', 'registry.example:5000'],
    ['https://10.2.0.1/', '10.1.0.0/16'],
    ['https://[fd00::1]/', 'fe00::/8'],
    ['https://10.1.0.1/', 'fd00::/8 10.1.0.0/33 /8'],
  ])('%s is asked through the proxy with NO_PROXY “%s”', (address, none) => {
    expect(proxyFor(address, settings(none))).toBe(proxy);
  });

  it.each([
    ['https://registry.example/', '*'],
    ['https://registry.example/', 'other, registry.example'],
    ['https://Registry.Example/', 'REGISTRY.example'],
    ['https://a.b.registry.example/', 'registry.example'],
    ['https://registry.example/', '.example'],
    ['https://registry.example/', '*.example'],
    ['https://registry.example:5000/', 'registry.example:5000'],
    ['https://registry.example/', 'registry.example:443'],
    ['https://10.1.200.3/', '10.1.0.0/16'],
    ['https://10.1.200.3/', '10.1.200.3'],
    ['https://[fd12::9]:5000/', 'fd00::/8'],
    ['https://[fd12::9]:5000/', '[fd12::9]:5000'],
    ['https://[fd12::9]/', 'fd12::9'],
    ['https://localhost:3000/', ''],
    ['https://127.0.0.9/', ''],
    ['https://[::1]:3000/', ''],
    ['http://registry.example/', ''],
  ])('%s is asked directly with NO_PROXY “%s”', (address, none) => {
    expect(proxyFor(address, settings(none))).toBeNull();
  });
});

describe('a network', () => {
  it.each([
    ['0.0.0.0', '0.0.0.0/0', true],
    ['255.255.255.255', '255.255.255.255/32', true],
    ['192.168.1.128', '192.168.1.0/25', false],
    ['::ffff:10.0.0.1', '::ffff:10.0.0.0/104', true],
    ['2001:db8::1', '2001:db8::/32', true],
    ['2001:db9::1', '2001:db8::/32', false],
    ['::', '::/0', true],
    ['10.0.0.1', '::/0', false],
    ['name', '0.0.0.0/0', false],
  ])('has %s in %s: %s', (address, network, isIn) => {
    expect(isInNetwork(address, network)).toBe(isIn);
  });

  it.each(['', '1.2.3', '1.2.3.256', '1::2::3', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9', ':', 'g::'])(
    'is not made of “%s”',
    (text) => {
      expect(readAddress(text)).toBeNull();
    },
  );
});
