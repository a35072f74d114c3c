ALTER TABLE "account_links" ADD COLUMN "site" text;--> statement-breakpoint
ALTER TABLE "user" ADD COLUMN "site" text;--> statement-breakpoint
ALTER TABLE "account_links" ADD CONSTRAINT "account_links_site_sites_id_fk" FOREIGN KEY ("site") REFERENCES "public"."sites"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user" ADD CONSTRAINT "user_site_sites_id_fk" FOREIGN KEY ("site") REFERENCES "public"."sites"("id") ON DELETE no action ON UPDATE no action;