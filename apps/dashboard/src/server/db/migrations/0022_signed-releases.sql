ALTER TABLE "deployments" ADD COLUMN "override" jsonb;--> statement-breakpoint
ALTER TABLE "releases" ADD COLUMN "setuid" jsonb;--> statement-breakpoint
ALTER TABLE "releases" ADD COLUMN "signed" jsonb;