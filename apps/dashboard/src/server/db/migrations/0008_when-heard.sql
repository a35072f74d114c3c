ALTER TABLE "devices" ADD COLUMN "heard_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "engine_seen_at" timestamp with time zone;