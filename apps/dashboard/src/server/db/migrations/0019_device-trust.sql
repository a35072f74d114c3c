ALTER TABLE "devices" ADD COLUMN "join_key_used_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "revoked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "objection" text;--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "started_over_at" timestamp with time zone;--> statement-breakpoint
-- What has been used stays used
UPDATE "devices" SET "join_key_used_at" = coalesce("enrolled_at", now()) WHERE "public_key" IS NOT NULL;
