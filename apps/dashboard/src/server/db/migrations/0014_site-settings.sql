ALTER TABLE "sites" ADD COLUMN "documented" jsonb;--> statement-breakpoint
CREATE FUNCTION "grow_site_version"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE sites SET version = version WHERE id = coalesce(NEW.site, OLD.site);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER "rooms_version" AFTER INSERT OR UPDATE OR DELETE ON "rooms"
  FOR EACH ROW EXECUTE FUNCTION "grow_site_version"();
