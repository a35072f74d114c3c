import { DrizzleQueryError } from 'drizzle-orm/errors';
import { describe, expect, it } from 'vitest';
import { createLog } from './log.ts';

describe('the log', () => {
  it('shows why a query failed, but none of its values', () => {
    const lines: string[] = [];
    const log = createLog('info', { write: (line) => lines.push(line) });
    log.error(
      {
        err: new DrizzleQueryError(
          'insert into keys',
          ['c0:ff:ee:00:00:02'],
          new Error('connection lost'),
        ),
      },
      'failed',
    );
    expect(lines[0]).toContain('connection lost');
    expect(lines[0]).not.toContain('c0:ff:ee');
  });
});
