CREATE TABLE "registries" (
	"host" text PRIMARY KEY NOT NULL,
	"username" text,
	"password" text,
	"plain" boolean DEFAULT false NOT NULL,
	"changed_at" timestamp with time zone NOT NULL
);
