ALTER TABLE "contents" ADD COLUMN "unused_since" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "attendances_came" ON "attendances" USING btree ("came_at");