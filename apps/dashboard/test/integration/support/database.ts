import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

const admin = async (statement: string): Promise<void> => {
  const url = new URL(inject('templateUrl'));
  url.pathname = '/postgres';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
};

export interface TestDatabase {
  ownerUrl: string;
  /** As the dashboard works with it. */
  url: string;
  drop: () => Promise<void>;
}

const copyOf = async (template: string): Promise<TestDatabase> => {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await admin(`create database ${name} template ${template}`);
  const urlOf = (template: string): string =>
    Object.assign(new URL(template), { pathname: `/${name}` }).href;
  return {
    ownerUrl: urlOf(inject('templateUrl')),
    url: urlOf(inject('appUrl')),
    drop: () => admin(`drop database ${name} with (force)`),
  };
};

/** A database of its own, copied from the migrated template. */
export const freshDatabase = (): Promise<TestDatabase> => copyOf('nanoedge');

/** A database without any table. */
export const emptyDatabase = (): Promise<TestDatabase> => copyOf('template0');
