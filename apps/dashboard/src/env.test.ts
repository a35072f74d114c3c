import { describe, expect, it } from 'vitest';
import { readEnv } from './env.ts';

describe('the configuration', () => {
  it('works with nothing set', () => {
    expect(readEnv({})).toMatchObject({
      port: 3000,
      host: '0.0.0.0',
      databaseUrl: null,
      publicUrl: null,
      logLevel: 'info',
      bootstrapFile: null,
      insecureRegistries: [],
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
  });

  it('names every variable that is wrong', () => {
    const wrong = {
      PORT: '70000',
      DATABASE_URL: 'mysql://x',
      NANOEDGE_PUBLIC_URL: 'example.org',
      NANOEDGE_LOG_LEVEL: 'loud',
      NANOEDGE_INSECURE_REGISTRIES: 'http://x',
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
