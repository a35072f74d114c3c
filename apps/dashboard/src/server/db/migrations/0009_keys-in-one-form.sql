-- Brings every identity key into the form in which keys are read from now on: addresses in pairs of hex digits
-- with colons, UUIDs with hyphens, anything else in lower case with hyphens. Of two keys of a site that turn out
-- to be the same one, the one that was added first stays.
DO $$
DECLARE
  one record;
  other record;
  hex text;
  form text;
BEGIN
  FOR one IN SELECT id, site, key, added_at FROM identity_keys ORDER BY added_at, id LOOP
    hex := regexp_replace(lower(one.key), '[_.:-]', '', 'g');
    form := CASE
      WHEN hex ~ '^[0-9a-f]{32}$'
        THEN regexp_replace(hex, '^(.{8})(.{4})(.{4})(.{4})(.{12})$', '\1-\2-\3-\4-\5')
      WHEN hex ~ '^([0-9a-f]{2}){6,21}$'
        THEN rtrim(regexp_replace(hex, '(..)', '\1:', 'g'), ':')
      ELSE regexp_replace(lower(one.key), '(?<![_.:-])[_.:-](?![_.:-])', '-', 'g')
    END;
    CONTINUE WHEN form = one.key OR NOT EXISTS (SELECT 1 FROM identity_keys WHERE id = one.id);
    SELECT id, added_at INTO other FROM identity_keys WHERE site = one.site AND key = form;
    IF FOUND AND (other.added_at, other.id) < (one.added_at, one.id) THEN
      DELETE FROM identity_keys WHERE id = one.id;
    ELSE
      IF FOUND THEN
        DELETE FROM identity_keys WHERE id = other.id;
      END IF;
      UPDATE identity_keys SET key = form WHERE id = one.id;
    END IF;
  END LOOP;
END $$;
