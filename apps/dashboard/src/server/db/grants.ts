import pg from 'pg';

/** What the dashboard says of an audit row itself; the database writes the rest. */
const written = 'actor, actor_name, action, entity, subject, summary, site, address';

/** ANALYZE of what belongs to somebody else, since PostgreSQL 17. */
const maintain = async (client: pg.Client, role: string): Promise<void> => {
  const { rows } = await client.query<{ can: boolean }>(
    "select current_setting('server_version_num')::int >= 170000 can",
  );
  if (rows[0]?.can === true)
    await client.query(`grant maintain on all tables in schema public to ${role}`);
};

/**
 * Gives a role what the dashboard needs in its daily work: all rows, but no table, and of the audit
 * trail only to read it and to add to it.
 */
export const grantTo = async (client: pg.Client, app: string): Promise<void> => {
  const role = pg.escapeIdentifier(app);
  const trail = 'public.audit, public.audit_head';
  await client.query('begin');
  await client.query(`grant usage on schema public to ${role}`);
  await client.query(
    `grant select, insert, update, delete on all tables in schema public to ${role}`,
  );
  await client.query(`grant usage, select on all sequences in schema public to ${role}`);
  await maintain(client, role);
  await client.query(`revoke all on ${trail} from ${role}`);
  await client.query(`grant select on ${trail} to ${role}`);
  await client.query(`grant insert (${written}) on public.audit to ${role}`);
  for (const call of ['forget(timestamptz, integer, text)', 'pseudonymise(jsonb, text)'])
    await client.query(`grant execute on function public.audit_${call} to ${role}`);
  await client.query('commit');
};

/**
 * Under which role a database is worked with, and whether that role could rewrite the audit trail,
 * as the owner of its tables or as a superuser.
 */
export const roleAt = async (url: string): Promise<{ name: string; owns: boolean }> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string; owns: boolean }>(
      `select current_user::text as name, (select rolsuper from pg_roles where rolname = current_user)
        or coalesce((select pg_has_role(relowner, 'member') from pg_class
          where oid = to_regclass('public.audit')), false) as owns`,
    );
    return rows[0] ?? { name: '', owns: true };
  } finally {
    await client.end();
  }
};
