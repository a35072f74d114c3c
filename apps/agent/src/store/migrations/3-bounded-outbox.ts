import type { DatabaseSync } from 'node:sqlite';

/**
 * Waiting events get their number when they are sent, so that some can be given up before: the table
 * keeps their order, what they are worth and their bytes, and `meta` up to which number the
 * dashboard has everything. Self-contained: what a later release gives up first changes nothing of
 * this.
 */
export const boundedOutbox = (database: DatabaseSync): void => {
  database.exec(`
    INSERT INTO meta (key, value)
      SELECT 'outbox.acked', coalesce(
        (SELECT min(seq) - 1 FROM outbox),
        (SELECT seq FROM sqlite_sequence WHERE name = 'outbox')
      ) AS acked WHERE acked IS NOT NULL;
    ALTER TABLE outbox RENAME TO outbox_before;
    CREATE TABLE outbox (
      id INTEGER PRIMARY KEY, worth INTEGER NOT NULL, bytes INTEGER NOT NULL, event TEXT NOT NULL
    ) STRICT;
    INSERT INTO outbox (id, worth, bytes, event)
      SELECT seq, CASE
          WHEN json_extract(event, '$.body.type') IN ('thing.fired', 'sighting', 'keys.unknown') THEN 0
          WHEN json_extract(event, '$.body.type') LIKE 'presence.%' THEN 0
          WHEN json_extract(event, '$.body.type') LIKE 'scan.%' THEN 0
          WHEN json_extract(event, '$.body.type') LIKE 'identity.%' THEN 3
          WHEN json_extract(event, '$.body.type') = 'run.finished' THEN 3
          WHEN json_extract(event, '$.body.type') IN ('journey.updated') THEN 2
          WHEN json_extract(event, '$.body.type') LIKE 'guidance.%' THEN 2
          WHEN json_extract(event, '$.body.type') LIKE 'content.%' THEN 2
          ELSE 1 END,
        length(CAST(event AS BLOB)), event
      FROM outbox_before ORDER BY seq;
    DROP TABLE outbox_before;
    CREATE INDEX outbox_worth ON outbox (worth, id);
  `);
};
