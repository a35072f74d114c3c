import { describe, expect, it } from 'vitest';
import { readEnv } from './env.ts';

describe('the configuration', () => {
  it('works with nothing set', () => {
    expect(readEnv({})).toMatchObject({
      port: 3000,
      host: '0.0.0.0',
      databaseUrl: null,
      databaseOwnerUrl: null,
      publicUrl: null,
      trustedProxies: [],
      logLevel: 'info',
      bootstrapFile: null,
      insecureRegistries: [],
      proxies: { http: null, https: null, none: [] },
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
