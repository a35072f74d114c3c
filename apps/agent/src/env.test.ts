import { proxyFor } from '@nanoedge/base';
import { describe, expect, it } from 'vitest';
import { readEnv } from './env.ts';
import { ConfigInvalid } from './errors.ts';

const minimal = {
  NANOEDGE_AGENT_DATA: '/var/lib/nanoedge',
  NANOEDGE_AGENT_NAME: 'Entrance',
  NANOEDGE_DASHBOARD_URL: 'http://127.0.0.1:3000',
};

const problemsOf = (source: Record<string, string>): readonly string[] => {
  try {
    readEnv(source);
  } catch (error) {
    if (error instanceof ConfigInvalid) return error.problems;
    throw error;
  }
  return [];
};

describe('settings', () => {
  it('needs only folder, name and dashboard', () => {
    expect(readEnv(minimal)).toMatchObject({
      display: null,
      engine: { socketPath: '/var/run/docker.sock' },
      logLevel: 'info',
    });
  });

  it('lists every problem at once', () => {
    expect(
      problemsOf({
        DOCKER_HOST: 'ssh://x',
        NANOEDGE_DISPLAY_PORT: '99999',
        NANOEDGE_LOG_LEVEL: 'loud',
      }),
    ).toEqual([
      'NANOEDGE_DISPLAY_PORT must be a port between 0 and 65535',
      'NANOEDGE_AGENT_DATA is missing',
      'NANOEDGE_AGENT_NAME is missing',
      'DOCKER_HOST must be unix:///path or tcp://127.0.0.1:port',
      expect.stringContaining('NANOEDGE_LOG_LEVEL'),
    ]);
  });

  it('refuses a clock of its own unless it is a test', () => {
    const source = { ...minimal, NANOEDGE_TEST_CLOCK: '/tmp/ahead' };
    expect(problemsOf(source)).toEqual([expect.stringContaining('NANOEDGE_TEST_CLOCK')]);
    expect(readEnv({ ...source, NANOEDGE_TEST_MODE: 'on' }).testClockFile).toBe('/tmp/ahead');
    expect(readEnv(minimal).testClockFile).toBe(null);
  });

  it('takes the proxy that is on the way to the dashboard', () => {
    const away = { ...minimal, NANOEDGE_DASHBOARD_URL: 'https://site.example' };
    const proxy = { HTTPS_PROXY: 'http://ann:geheim@proxy.lan:3128' };
    const proxyTo = (source: Record<string, string>, url: string): string | null =>
      proxyFor(url, readEnv(source).proxies);
    const site = away.NANOEDGE_DASHBOARD_URL;
    expect(proxyTo({ ...away, ...proxy }, site)).toBe('http://ann:geheim@proxy.lan:3128/');
    expect(proxyTo({ ...away, ...proxy, NO_PROXY: '.example' }, site)).toBeNull();
    const both = { ...minimal, ...proxy, HTTP_PROXY: proxy.HTTPS_PROXY };
    expect(proxyTo(both, minimal.NANOEDGE_DASHBOARD_URL)).toBeNull();
    expect(problemsOf({ ...away, HTTPS_PROXY: 'socks5://ann:geheim@x' })).toEqual([
      'HTTPS_PROXY must be the http:// or https:// address of a proxy',
    ]);
  });

  it('takes the networks that its bridge may be in, and says what is wrong with one', () => {
    const withPools = (pools: string) => ({ ...minimal, NANOEDGE_ADDRESS_POOLS: pools });
    const good = ' 10.77.0.0/16, 192.168.64.0/24 ';
    expect(readEnv(withPools(good)).addressPools).toEqual(['10.77.0.0/16', '192.168.64.0/24']);
    expect(readEnv(minimal).addressPools).toEqual([]);
    expect(
      problemsOf(withPools('10.77.1.0/16,10.0.0.0/7,10.0.0.0/30,x,10.1.0.0/16,10.1.2.0/24')),
    ).toEqual([
      'NANOEDGE_ADDRESS_POOLS: 10.77.1.0/16 has bits behind its mask; write 10.77.0.0/16',
      'NANOEDGE_ADDRESS_POOLS: 10.0.0.0/7 is not an IPv4 network from /8 to /28, as 10.77.0.0/16',
      'NANOEDGE_ADDRESS_POOLS: 10.0.0.0/30 is not an IPv4 network from /8 to /28, as 10.77.0.0/16',
      'NANOEDGE_ADDRESS_POOLS: x is not an IPv4 network from /8 to /28, as 10.77.0.0/16',
      'NANOEDGE_ADDRESS_POOLS: 10.1.0.0/16 and 10.1.2.0/24 overlap; leave one out',
    ]);
  });

  it.each(['10.0.0.2', 'engine.lan', '127.0.0.1.lan', '0.0.0.0'])(
    'refuses an engine at %s over plain TCP, where whoever is on the way would be root',
    (host) => {
      expect(problemsOf({ ...minimal, DOCKER_HOST: `tcp://${host}:2375` })).toEqual([
        expect.stringContaining(`tcp://${host} is not protected`),
      ]);
    },
  );

  it('reads a TCP engine and a screen', () => {
    const env = readEnv({
      ...minimal,
      DOCKER_HOST: 'tcp://127.0.0.1:2375',
      NANOEDGE_DISPLAY_PORT: '4100',
    });
    expect(env.engine).toEqual({ host: '127.0.0.1', port: 2375 });
    expect(env.display).toEqual({ port: 4100, host: '0.0.0.0', url: null });
  });
});
