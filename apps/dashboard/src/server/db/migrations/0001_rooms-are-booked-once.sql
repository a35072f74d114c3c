CREATE EXTENSION IF NOT EXISTS btree_gist;
--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_room_free"
  EXCLUDE USING gist ("room" WITH =, tstzrange("starts_at", "ends_at") WITH &&) WHERE ("removed_at" IS NULL);
