import { describe, expect, it } from 'vitest';
import { readEnv } from './env.ts';

describe('the configuration', () => {
  it('works with nothing set', () => {
    expect(readEnv({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      databaseUrl: null,
      databaseOwnerUrl: null,
      publicUrl: null,
      trustedProxies: [],
      logLevel: 'info',
      bootstrapFile: null,
      insecureRegistries: [],
      registryHosts: [],
      uploadLimits: { accountBytes: 2_097_152_000, allBytes: 20_971_520_000 },
      storeLimits: { imageBytes: 52_428_800_000, snapshotBytes: 52_428_800_000 },
      proxies: { http: null, https: null, none: [] },
      tls: 'off',
      plainHttp: 'loopback',
      passphraseFile: null,
      kept: {
        events: 400,
        audit: 1_100,
        runs: 400,
        attendance: 400,
        meetings: 1_100,
        removed: 30,
      },
    });
  });

  it('takes the registries that are asked without TLS one by one', () => {
    expect(
      readEnv({ NANOEDGE_INSECURE_REGISTRIES: 'registry.lan:5000, other.lan' }).insecureRegistries,
    ).toEqual(['registry.lan:5000', 'other.lan']);
    const read = (listed: string) => () => readEnv({ NANOEDGE_INSECURE_REGISTRIES: listed });
    for (const good of ['r', '10.0.0.7:5000', '[::1]:5000', '10.0.0.0/8', 'fd00::/8'])
      expect(read(good)().insecureRegistries).toEqual([good]);
    for (const bad of ['r/x', '10.0.0.0/33', '10.0.0.0/', 'fd00::/129', '::1', 'a b', '/8'])
      expect(read(bad)).toThrow('NANOEDGE_INSECURE_REGISTRIES must be hosts');
  });

  it('serves HTTPS where others can reach it, or with the certificate that it is given', () => {
    for (const HOST of ['127.0.0.1', '127.0.0.9', 'localhost', '::1'])
      expect(readEnv({ HOST }).tls).toBe('off');
    for (const HOST of ['0.0.0.0', '10.0.0.7', '::']) expect(readEnv({ HOST }).tls).toBe('own');
    expect(readEnv({ HOST: '127.0.0.1', NANOEDGE_TLS: 'own' }).tls).toBe('own');
    expect(readEnv({ NANOEDGE_TLS: 'off' }).tls).toBe('off');
    const files = { NANOEDGE_TLS_CERT_FILE: '/etc/c.pem', NANOEDGE_TLS_KEY_FILE: '/etc/k.pem' };
    expect(readEnv(files).tls).toEqual({ certificate: '/etc/c.pem', key: '/etc/k.pem' });
    expect(() => readEnv({ NANOEDGE_TLS_CERT_FILE: '/etc/c.pem' })).toThrow('set both or none');
    expect(() => readEnv({ ...files, NANOEDGE_TLS: 'own' })).toThrow('NANOEDGE_TLS cannot be set');
    expect(() => readEnv({ NANOEDGE_PLAIN_HTTP: 'yes' })).toThrow('NANOEDGE_PLAIN_HTTP must be');
  });

  it('names every variable that is wrong', () => {
    const wrong = {
      PORT: '70000',
      DATABASE_URL: 'mysql://x',
      NANOEDGE_PUBLIC_URL: 'example.org',
      NANOEDGE_LOG_LEVEL: 'loud',
      NANOEDGE_INSECURE_REGISTRIES: 'http://x',
      HTTPS_PROXY: 'socks5://x',
      NANOEDGE_KEEP_EVENTS_DAYS: '-1',
      NANOEDGE_KEEP_AUDIT_DAYS: 'long',
      NANOEDGE_KEEP_RUNS_DAYS: '1.5',
      NANOEDGE_KEEP_ATTENDANCE_DAYS: '36501',
      NANOEDGE_KEEP_MEETINGS_DAYS: '-400',
      NANOEDGE_KEEP_REMOVED_DAYS: 'soon',
    };
    for (const name of Object.keys(wrong)) expect(() => readEnv(wrong)).toThrow(name);
  });
});
