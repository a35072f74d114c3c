CREATE TABLE "lessons" (
	"id" serial PRIMARY KEY NOT NULL,
	"deployment" text NOT NULL,
	"taught_at" bigint NOT NULL,
	"before" jsonb,
	"by" text NOT NULL,
	"undone_at" timestamp with time zone,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "lessons" ADD CONSTRAINT "lessons_deployment_deployments_id_fk" FOREIGN KEY ("deployment") REFERENCES "public"."deployments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "lessons_deployment" ON "lessons" USING btree ("deployment","taught_at");