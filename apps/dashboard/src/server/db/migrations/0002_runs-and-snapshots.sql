CREATE TABLE "image_uploads" (
	"id" text PRIMARY KEY NOT NULL,
	"image_id" text NOT NULL,
	"reference" text,
	"architecture" text NOT NULL,
	"config_bytes" bigint NOT NULL,
	"bytes" bigint NOT NULL,
	"layers" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "run_steps" (
	"run" text NOT NULL,
	"step" text NOT NULL,
	"state" text NOT NULL,
	"started_at" bigint NOT NULL,
	"ended_at" bigint,
	"bytes" bigint,
	"total_bytes" bigint,
	"detail" text,
	CONSTRAINT "run_steps_run_step_pk" PRIMARY KEY("run","step")
);
--> statement-breakpoint
CREATE TABLE "runs" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"batch" text,
	"site" text NOT NULL,
	"device" text NOT NULL,
	"deployment" text NOT NULL,
	"name" text NOT NULL,
	"nanoservice" text NOT NULL,
	"release" uuid,
	"from_release" uuid,
	"before" jsonb,
	"state" text DEFAULT 'queued' NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"requested_by" text NOT NULL,
	"finished_at" timestamp with time zone,
	"reason" text,
	"exit_code" integer,
	"log_lines" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"snapshot" text,
	"image_sent" boolean DEFAULT false NOT NULL,
	"initiation_ms" double precision,
	"deployment_ms" double precision,
	"answered_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "snapshots" (
	"id" text PRIMARY KEY NOT NULL,
	"site" text NOT NULL,
	"device" text NOT NULL,
	"deployment" text NOT NULL,
	"name" text NOT NULL,
	"nanoservice" text NOT NULL,
	"version" text NOT NULL,
	"image_id" text NOT NULL,
	"reason" text NOT NULL,
	"run" text,
	"taken_at" bigint NOT NULL,
	"stored_at" timestamp with time zone NOT NULL,
	"bytes" bigint NOT NULL,
	"content_bytes" bigint NOT NULL,
	"files" integer NOT NULL,
	"digest" text NOT NULL,
	"volumes_digest" text NOT NULL,
	"manifest" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "deployments" DROP CONSTRAINT "deployments_name";--> statement-breakpoint
ALTER TABLE "deployments" DROP CONSTRAINT "deployments_port";--> statement-breakpoint
ALTER TABLE "deployments" ADD COLUMN "change" text;--> statement-breakpoint
ALTER TABLE "deployments" ADD COLUMN "restart" text;--> statement-breakpoint
ALTER TABLE "deployments" ADD COLUMN "restore" jsonb;--> statement-breakpoint
ALTER TABLE "deployments" ADD COLUMN "removal" jsonb;--> statement-breakpoint
ALTER TABLE "deployments" ADD COLUMN "managed" text DEFAULT 'installation' NOT NULL;--> statement-breakpoint
ALTER TABLE "deployments" ADD COLUMN "removed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "nanoservices" ADD COLUMN "built_in" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "releases" ADD COLUMN "architecture" text DEFAULT 'amd64' NOT NULL;--> statement-breakpoint
ALTER TABLE "releases" ADD COLUMN "layers" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "releases" ADD COLUMN "config_bytes" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "releases" ADD COLUMN "archived" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "releases" ADD COLUMN "spec" jsonb DEFAULT '{"configSchema":null,"defaultConfig":{},"needs":[],"volumes":[],"limits":{"memoryBytes":16777216,"pids":16},"published":false}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "sites" ADD COLUMN "snapshot_keep_count" integer DEFAULT 10 NOT NULL;--> statement-breakpoint
ALTER TABLE "sites" ADD COLUMN "snapshot_keep_days" integer DEFAULT 90 NOT NULL;--> statement-breakpoint
ALTER TABLE "sites" ADD COLUMN "probation_seconds" double precision DEFAULT 5 NOT NULL;--> statement-breakpoint
ALTER TABLE "run_steps" ADD CONSTRAINT "run_steps_run_runs_id_fk" FOREIGN KEY ("run") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "runs" ADD CONSTRAINT "runs_site_sites_id_fk" FOREIGN KEY ("site") REFERENCES "public"."sites"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "runs" ADD CONSTRAINT "runs_device_devices_id_fk" FOREIGN KEY ("device") REFERENCES "public"."devices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "runs" ADD CONSTRAINT "runs_release_releases_id_fk" FOREIGN KEY ("release") REFERENCES "public"."releases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "runs" ADD CONSTRAINT "runs_from_release_releases_id_fk" FOREIGN KEY ("from_release") REFERENCES "public"."releases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "snapshots" ADD CONSTRAINT "snapshots_site_sites_id_fk" FOREIGN KEY ("site") REFERENCES "public"."sites"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "runs_site_requested" ON "runs" USING btree ("site","requested_at");--> statement-breakpoint
CREATE INDEX "runs_deployment" ON "runs" USING btree ("deployment","requested_at");--> statement-breakpoint
CREATE UNIQUE INDEX "runs_one_open" ON "runs" USING btree ("deployment") WHERE "runs"."state" in ('queued', 'running');--> statement-breakpoint
CREATE INDEX "snapshots_site_stored" ON "snapshots" USING btree ("site","stored_at");--> statement-breakpoint
CREATE INDEX "snapshots_deployment" ON "snapshots" USING btree ("deployment");--> statement-breakpoint
CREATE UNIQUE INDEX "deployments_name" ON "deployments" USING btree ("device","name") WHERE "deployments"."removed_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "deployments_port" ON "deployments" USING btree ("device","port") WHERE "deployments"."removed_at" is null;