CREATE TABLE "audit_head" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"seq" bigint NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_head_only" CHECK ("audit_head"."only")
);
--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "site" text;--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "address" text;--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "detail" text;--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "seq" bigint;--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "salt" text;--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "content" text;--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "previous" text;--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "hash" text;--> statement-breakpoint
CREATE UNIQUE INDEX "audit_seq" ON "audit" USING btree ("seq");--> statement-breakpoint
INSERT INTO "audit_head" ("seq", "hash") VALUES (0, repeat('0', 64));
--> statement-breakpoint
-- SHA-256 of a text, in hex.
CREATE FUNCTION audit_digest(value text) RETURNS text LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog AS $$
  SELECT encode(sha256(convert_to(value, 'UTF8')), 'hex')
$$;
--> statement-breakpoint
-- A field with its length in bytes before it, so that no two lists of fields read the same.
CREATE FUNCTION audit_field(value text) RETURNS text LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog AS $$
  SELECT coalesce(octet_length(convert_to(value, 'UTF8')) || ':' || value, '-') || E'\n'
$$;
--> statement-breakpoint
-- What a row says. `audit-chain.ts` of packages/client writes the same.
CREATE FUNCTION audit_says(entry public.audit) RETURNS text LANGUAGE sql STABLE
SET search_path = pg_catalog AS $$
  SELECT string_agg(public.audit_field(value), '' ORDER BY place) FROM unnest(ARRAY[
    entry.id::text, (extract(epoch FROM entry.at) * 1000000)::bigint::text, entry.site,
    entry.actor, entry.actor_name, entry.action, entry.entity, entry.subject, entry.summary,
    entry.address, entry.detail]) WITH ORDINALITY AS fields(value, place)
$$;
--> statement-breakpoint
-- Puts a row at the end of the chain. Whoever does holds the head until the transaction ends.
CREATE FUNCTION audit_link(row_id bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  head public.audit_head;
  entry public.audit;
BEGIN
  SELECT * INTO head FROM public.audit_head FOR UPDATE;
  SELECT * INTO entry FROM public.audit WHERE id = row_id AND seq IS NULL;
  IF NOT FOUND THEN RETURN; END IF;
  entry.seq := head.seq + 1;
  entry.salt := encode(uuid_send(gen_random_uuid()), 'hex');
  entry.content := public.audit_digest(entry.salt || E'\n' || public.audit_says(entry));
  entry.previous := head.hash;
  entry.hash := public.audit_digest(
    concat_ws(E'\n', 'nanoedge audit 1', entry.seq, entry.previous, entry.content));
  UPDATE public.audit SET seq = entry.seq, salt = entry.salt, content = entry.content,
    previous = entry.previous, hash = entry.hash WHERE id = row_id;
  UPDATE public.audit_head SET seq = entry.seq, hash = entry.hash;
END $$;
--> statement-breakpoint
DO $$
DECLARE
  entry bigint;
BEGIN
  FOR entry IN SELECT id FROM public.audit ORDER BY id LOOP
    PERFORM public.audit_link(entry);
  END LOOP;
END $$;
--> statement-breakpoint
CREATE FUNCTION audit_chain() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM public.audit_link(NEW.id);
  RETURN NULL;
END $$;
--> statement-breakpoint
-- At the end of the transaction: who waits for the head holds nothing that its holder waits for.
CREATE CONSTRAINT TRIGGER audit_chain AFTER INSERT ON "audit"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_chain();
--> statement-breakpoint
-- Deletes the oldest rows from before a time, `most` at a time, and writes into the chain where
-- what is left begins. Gives how many went. Nothing younger than thirty days can go.
CREATE FUNCTION audit_forget(before timestamptz, most integer, summary text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  last public.audit;
  gone integer;
BEGIN
  PERFORM FROM public.audit_head FOR UPDATE;
  SELECT * INTO last FROM public.audit WHERE seq = (
    SELECT max(seq) FROM (
      SELECT seq, bool_and(at < least(before, now() - interval '30 days')) OVER (ORDER BY seq) old
      FROM (SELECT seq, at FROM public.audit WHERE seq IS NOT NULL ORDER BY seq LIMIT most) oldest
    ) run WHERE old);
  IF NOT FOUND THEN RETURN 0; END IF;
  DELETE FROM public.audit WHERE seq <= last.seq;
  GET DIAGNOSTICS gone = ROW_COUNT;
  INSERT INTO public.audit (actor, actor_name, action, entity, subject, summary, detail)
  VALUES ('system', 'nanoedge', 'forget', 'audit', last.seq::text, summary, json_build_object(
    'forgotten', json_build_object('seq', last.seq, 'hash', last.hash, 'rows', gone))::text);
  RETURN gone;
END $$;
--> statement-breakpoint
-- Puts pseudonyms into rows: [{id, actorName, subject, summary, address}]. What they said is gone
-- with its salt; its hash stays in the chain, and a new row holds the digests of what they say now.
CREATE FUNCTION audit_pseudonymise(rewrites jsonb, summary text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  rewrite jsonb;
  entry public.audit;
  digests jsonb := '{}';
BEGIN
  FOR rewrite IN SELECT * FROM jsonb_array_elements(rewrites) LOOP
    UPDATE public.audit SET actor_name = rewrite ->> 'actorName', subject = rewrite ->> 'subject',
      summary = rewrite ->> 'summary', address = rewrite ->> 'address', salt = NULL
    WHERE id = (rewrite ->> 'id')::bigint AND seq IS NOT NULL AND entity <> 'audit'
    RETURNING * INTO entry;
    IF FOUND THEN digests := digests || jsonb_build_object(
      entry.seq::text, public.audit_digest(public.audit_says(entry)));
    END IF;
  END LOOP;
  INSERT INTO public.audit (actor, actor_name, action, entity, subject, summary, detail)
  VALUES ('system', 'nanoedge', 'pseudonymise', 'audit', 'rows', summary,
    jsonb_build_object('rewritten', digests)::text);
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION audit_link(bigint), audit_chain(), audit_forget(timestamptz, integer, text),
  audit_pseudonymise(jsonb, text) FROM PUBLIC;
