ALTER TABLE "nanoservices" ADD COLUMN "title" text;--> statement-breakpoint
UPDATE "nanoservices" SET "title" = upper(left("name", 1)) || replace(substr("name", 2), '-', ' ')
WHERE "built_in";
