ALTER TABLE "releases" ALTER COLUMN "spec" SET DEFAULT '{"configSchema":null,"defaultConfig":{},"needs":[],"volumes":[],"limits":{"memoryBytes":16777216,"pids":16},"roster":false,"published":false}'::jsonb;--> statement-breakpoint
UPDATE "releases" SET "spec" = "spec" || jsonb_build_object('roster', "nanoservice" = 'authentication-engine' OR (
  "nanoservice" NOT IN (SELECT "name" FROM "nanoservices" WHERE "built_in")
  AND "image_id" IN (SELECT "image_id" FROM "releases" WHERE "nanoservice" = 'authentication-engine')))
WHERE NOT "spec" ? 'roster';
