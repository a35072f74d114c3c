ALTER TABLE "meetings" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "deployments" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "sites" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;
--> statement-breakpoint
CREATE FUNCTION "grow_version"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.version := OLD.version + 1;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE FUNCTION "grow_meeting_version"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE meetings SET version = version WHERE id = coalesce(NEW.meeting, OLD.meeting);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION "grow_person_version"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE people SET version = version WHERE id = coalesce(NEW.person, OLD.person);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER "meetings_version" BEFORE UPDATE ON "meetings" FOR EACH ROW EXECUTE FUNCTION "grow_version"();
--> statement-breakpoint
CREATE TRIGGER "people_version" BEFORE UPDATE ON "people" FOR EACH ROW EXECUTE FUNCTION "grow_version"();
--> statement-breakpoint
CREATE TRIGGER "deployments_version" BEFORE UPDATE ON "deployments" FOR EACH ROW EXECUTE FUNCTION "grow_version"();
--> statement-breakpoint
CREATE TRIGGER "sites_version" BEFORE UPDATE ON "sites" FOR EACH ROW EXECUTE FUNCTION "grow_version"();
--> statement-breakpoint
CREATE TRIGGER "meeting_participants_version" AFTER INSERT OR UPDATE OR DELETE ON "meeting_participants"
  FOR EACH ROW EXECUTE FUNCTION "grow_meeting_version"();
--> statement-breakpoint
CREATE TRIGGER "meeting_contents_version" AFTER INSERT OR UPDATE OR DELETE ON "meeting_contents"
  FOR EACH ROW EXECUTE FUNCTION "grow_meeting_version"();
--> statement-breakpoint
CREATE TRIGGER "identity_keys_version" AFTER INSERT OR UPDATE OR DELETE ON "identity_keys"
  FOR EACH ROW EXECUTE FUNCTION "grow_person_version"();
