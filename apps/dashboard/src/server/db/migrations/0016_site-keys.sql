CREATE TABLE "site_keys" (
	"site" text PRIMARY KEY NOT NULL,
	"secret" text NOT NULL,
	"epoch" integer DEFAULT 2 NOT NULL,
	"rotated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "site_keys" ADD CONSTRAINT "site_keys_site_sites_id_fk" FOREIGN KEY ("site") REFERENCES "public"."sites"("id") ON DELETE no action ON UPDATE no action;