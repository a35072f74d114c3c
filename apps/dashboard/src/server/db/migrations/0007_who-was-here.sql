CREATE TABLE "attendances" (
	"meeting" text NOT NULL,
	"journey" text NOT NULL,
	"person" text NOT NULL,
	"came_at" bigint NOT NULL,
	"left_at" bigint,
	"said_at" bigint NOT NULL,
	"believed_until" bigint NOT NULL,
	CONSTRAINT "attendances_meeting_journey_pk" PRIMARY KEY("meeting","journey")
);
--> statement-breakpoint
ALTER TABLE "journeys" ADD COLUMN "believed_until" bigint;--> statement-breakpoint
UPDATE "journeys" SET "believed_until" = CASE
  WHEN "state" IN ('waiting', 'identifying') THEN "updated_at" + 300000
  WHEN "state" IN ('guiding', 'arrived', 'in-meeting')
    THEN coalesce(("snapshot" -> 'meeting' ->> 'endsAt')::bigint + 120000, "updated_at" + 900000)
  ELSE "updated_at" END;--> statement-breakpoint
ALTER TABLE "journeys" ALTER COLUMN "believed_until" SET NOT NULL;--> statement-breakpoint
INSERT INTO "attendances" ("meeting", "journey", "person", "came_at", "left_at", "said_at", "believed_until")
SELECT "meeting", "id", "person", ("snapshot" -> 'hops' ->> 'arrival')::bigint,
  CASE WHEN "active" THEN NULL ELSE "updated_at" END, "updated_at", "believed_until"
FROM "journeys"
WHERE "meeting" IS NOT NULL AND "person" IS NOT NULL AND "snapshot" -> 'hops' ? 'arrival';--> statement-breakpoint
CREATE INDEX "attendances_journey" ON "attendances" USING btree ("journey");--> statement-breakpoint
CREATE INDEX "attendances_person" ON "attendances" USING btree ("person","came_at");--> statement-breakpoint
CREATE INDEX "journeys_here" ON "journeys" USING btree ("site","believed_until");