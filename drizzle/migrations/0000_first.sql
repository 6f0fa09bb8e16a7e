CREATE TABLE "accounts" (
	"kind" text NOT NULL,
	"id" text NOT NULL,
	"alias" text,
	"organization_id" text,
	"owner" text,
	"models" text[] DEFAULT '{}' NOT NULL,
	"max_budget_nano" bigint,
	"soft_budget_nano" bigint,
	"budget_duration" text,
	"window_started_at" timestamp (3) with time zone DEFAULT '1970-01-01T00:00:00.000Z' NOT NULL,
	"budget_reset_at" timestamp (3) with time zone,
	"spend_nano" bigint DEFAULT 0 NOT NULL,
	"total_spend_nano" bigint DEFAULT 0 NOT NULL,
	"max_token_budget" bigint,
	"window_tokens" bigint DEFAULT 0 NOT NULL,
	"soft_alerted_for" timestamp (3) with time zone,
	"tpm_limit" bigint,
	"rpm_limit" bigint,
	"max_parallel_requests" integer,
	"blocked" boolean DEFAULT false NOT NULL,
	"metadata" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"profile" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" text,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_by" text,
	CONSTRAINT "accounts_kind_id_pk" PRIMARY KEY("kind","id")
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"kind" text NOT NULL,
	"group_id" text NOT NULL,
	"user_id" text NOT NULL,
	"role" text NOT NULL,
	"given_by" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "memberships_kind_group_id_user_id_pk" PRIMARY KEY("kind","group_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"id" bigint PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"action" text NOT NULL,
	"table_name" text NOT NULL,
	"object_ids" text[] NOT NULL,
	"changed_by" text NOT NULL,
	"changed_by_api_key" text NOT NULL,
	"on_behalf_of" text,
	"ip" text,
	"route" text NOT NULL,
	"http_status" integer NOT NULL,
	"before" text,
	"after" text,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "batch_rows" (
	"batch_id" text NOT NULL,
	"line" integer NOT NULL,
	"custom_id" text,
	"state" text NOT NULL,
	"attempt" integer DEFAULT 1 NOT NULL,
	"started_at" timestamp (3) with time zone,
	"body" text,
	"result" text,
	CONSTRAINT "batch_rows_batch_id_line_pk" PRIMARY KEY("batch_id","line")
);
--> statement-breakpoint
CREATE TABLE "batches" (
	"id" text PRIMARY KEY NOT NULL,
	"status" text NOT NULL,
	"endpoint" text NOT NULL,
	"completion_window" text NOT NULL,
	"input_file_id" text NOT NULL,
	"output_file_id" text,
	"error_file_id" text,
	"errors" jsonb,
	"metadata" jsonb,
	"api_key" text NOT NULL,
	"user_id" text,
	"team_id" text,
	"total" integer DEFAULT 0 NOT NULL,
	"completed" integer DEFAULT 0 NOT NULL,
	"failed" integer DEFAULT 0 NOT NULL,
	"deployment_id" text,
	"provider_file_id" text,
	"provider_batch_id" text,
	"lease_owner" text,
	"lease_until" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"in_progress_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"finalizing_at" timestamp (3) with time zone,
	"completed_at" timestamp (3) with time zone,
	"failed_at" timestamp (3) with time zone,
	"expired_at" timestamp (3) with time zone,
	"cancelling_at" timestamp (3) with time zone,
	"cancelled_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "budget_requests" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"user_id" text NOT NULL,
	"team_id" text,
	"current_nano" bigint,
	"requested_nano" bigint NOT NULL,
	"reason" text,
	"status" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"decided_at" timestamp (3) with time zone,
	"decided_by" text,
	"approved_nano" bigint,
	"note" text
);
--> statement-breakpoint
CREATE TABLE "budgets" (
	"id" text PRIMARY KEY NOT NULL,
	"max_budget_nano" bigint,
	"soft_budget_nano" bigint,
	"budget_duration" text,
	"tpm_limit" bigint,
	"rpm_limit" bigint,
	"max_parallel_requests" integer,
	"extra" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" text,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_by" text
);
--> statement-breakpoint
CREATE TABLE "credentials" (
	"name" text PRIMARY KEY NOT NULL,
	"sealed_values" text NOT NULL,
	"info" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" text,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"updated_by" text
);
--> statement-breakpoint
CREATE TABLE "file_chunks" (
	"file_id" text NOT NULL,
	"seq" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "file_chunks_file_id_seq_pk" PRIMARY KEY("file_id","seq")
);
--> statement-breakpoint
CREATE TABLE "files" (
	"id" text PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"filename" text NOT NULL,
	"bytes" bigint DEFAULT 0 NOT NULL,
	"status" text NOT NULL,
	"api_key" text NOT NULL,
	"user_id" text,
	"team_id" text,
	"target_model" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "keys" (
	"token" text PRIMARY KEY NOT NULL,
	"secret" text,
	"previous_secret" text,
	"previous_until" timestamp (3) with time zone,
	"key_name" text NOT NULL,
	"key_alias" text,
	"user_id" text,
	"team_id" text,
	"organization_id" text,
	"models" text[] DEFAULT '{}' NOT NULL,
	"aliases" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"allowed_routes" text[] DEFAULT '{}' NOT NULL,
	"metadata" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"extra" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"max_budget_nano" bigint,
	"soft_budget_nano" bigint,
	"budget_duration" text,
	"window_started_at" timestamp (3) with time zone DEFAULT '1970-01-01T00:00:00.000Z' NOT NULL,
	"budget_reset_at" timestamp (3) with time zone,
	"spend_nano" bigint DEFAULT 0 NOT NULL,
	"total_spend_nano" bigint DEFAULT 0 NOT NULL,
	"max_token_budget" bigint,
	"window_tokens" bigint DEFAULT 0 NOT NULL,
	"soft_alerted_for" timestamp (3) with time zone,
	"tpm_limit" bigint,
	"rpm_limit" bigint,
	"max_parallel_requests" integer,
	"blocked" boolean DEFAULT false NOT NULL,
	"expires" timestamp (3) with time zone,
	"last_active" timestamp (3) with time zone,
	"auto_rotate" boolean DEFAULT false NOT NULL,
	"rotation_interval" text,
	"key_rotation_at" timestamp (3) with time zone,
	"last_rotation_at" timestamp (3) with time zone,
	"rotation_count" integer DEFAULT 0 NOT NULL,
	"rotated_secret" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" text,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_by" text
);
--> statement-breakpoint
CREATE TABLE "ledger_checks" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "ledger_checks_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp (3) with time zone NOT NULL,
	"took_ms" integer NOT NULL,
	"ok" boolean NOT NULL,
	"requests" bigint NOT NULL,
	"entries" bigint NOT NULL,
	"spend_nano" bigint NOT NULL,
	"differences" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger_entries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "ledger_entries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp (3) with time zone NOT NULL,
	"kind" text NOT NULL,
	"account" text,
	"amount_nano" bigint NOT NULL,
	"window_amount_nano" bigint,
	"window_started_at" timestamp (3) with time zone,
	"request_id" text,
	"request_at" timestamp (3) with time zone,
	"price_version" text,
	"reason" text NOT NULL,
	"by" text NOT NULL,
	"job_id" text
);
--> statement-breakpoint
CREATE TABLE "reprice_jobs" (
	"id" text PRIMARY KEY NOT NULL,
	"ask" jsonb NOT NULL,
	"by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"cursor_at" timestamp (3) with time zone,
	"cursor_id" text,
	"rows" bigint DEFAULT 0 NOT NULL,
	"changed" bigint DEFAULT 0 NOT NULL,
	"skipped" bigint DEFAULT 0 NOT NULL,
	"before_nano" bigint DEFAULT 0 NOT NULL,
	"after_nano" bigint DEFAULT 0 NOT NULL,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"accepted_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"updated_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "logins" (
	"user_id" text PRIMARY KEY NOT NULL,
	"password" text NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ip" text,
	"user_agent" text
);
--> statement-breakpoint
CREATE TABLE "memory_facts" (
	"id" text PRIMARY KEY NOT NULL,
	"tenant" text NOT NULL,
	"end_user" text NOT NULL,
	"fact" text NOT NULL,
	"source" text NOT NULL,
	"vector" "bytea",
	"vector_model" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "models" (
	"id" text PRIMARY KEY NOT NULL,
	"model_name" text NOT NULL,
	"sealed_params" text NOT NULL,
	"info" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"blocked" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" text,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_by" text
);
--> statement-breakpoint
CREATE TABLE "provider_objects" (
	"kind" text NOT NULL,
	"id" text NOT NULL,
	"deployment_id" text NOT NULL,
	"address" text NOT NULL,
	"local_id" text,
	"api_key" text NOT NULL,
	"user_id" text,
	"team_id" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "provider_objects_kind_id_pk" PRIMARY KEY("kind","id")
);
--> statement-breakpoint
CREATE TABLE "gateway_processes" (
	"id" text PRIMARY KEY NOT NULL,
	"started_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "quota_leases" (
	"counter" text NOT NULL,
	"process" text NOT NULL,
	"amount" bigint NOT NULL,
	"held" bigint DEFAULT 0 NOT NULL,
	"spare" bigint DEFAULT 0 NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "quota_leases_counter_process_pk" PRIMARY KEY("counter","process")
);
--> statement-breakpoint
CREATE TABLE "realtime_secrets" (
	"hash" text PRIMARY KEY NOT NULL,
	"api_key" text NOT NULL,
	"session" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "response_cache" (
	"key" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "responses" (
	"id" text PRIMARY KEY NOT NULL,
	"previous_id" text,
	"api_key" text NOT NULL,
	"user_id" text,
	"team_id" text,
	"deployment_id" text NOT NULL,
	"at_provider" boolean NOT NULL,
	"input" text NOT NULL,
	"response" text NOT NULL,
	"owed" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "saved_views" (
	"id" text PRIMARY KEY NOT NULL,
	"keeper" text NOT NULL,
	"page" text NOT NULL,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"shared" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "semantic_vectors" (
	"seq" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "semantic_vectors_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"scope" text NOT NULL,
	"key" text NOT NULL,
	"vector" "bytea" NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "settings_versions" (
	"version" integer PRIMARY KEY NOT NULL,
	"shown" jsonb NOT NULL,
	"sealed" text,
	"changes" jsonb NOT NULL,
	"restored" integer,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "spend_closed" (
	"what" text NOT NULL,
	"name" text NOT NULL,
	"window_started_at" timestamp (3) with time zone DEFAULT '1970-01-01T00:00:00.000Z' NOT NULL,
	"requests" bigint NOT NULL,
	"spend_nano" bigint NOT NULL,
	CONSTRAINT "spend_closed_what_name_window_started_at_pk" PRIMARY KEY("what","name","window_started_at")
);
--> statement-breakpoint
CREATE TABLE "spend_closings" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "spend_closings_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	"requests" bigint NOT NULL,
	"spend_nano" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "spend_logs" (
	"started_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone NOT NULL,
	"window_started_at" timestamp (3) with time zone DEFAULT '1970-01-01T00:00:00.000Z' NOT NULL,
	"spend_nano" bigint DEFAULT 0 NOT NULL,
	"prompt_tokens" bigint DEFAULT 0 NOT NULL,
	"completion_tokens" bigint DEFAULT 0 NOT NULL,
	"total_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_read_tokens" bigint DEFAULT 0 NOT NULL,
	"cache_write_tokens" bigint DEFAULT 0 NOT NULL,
	"reasoning_tokens" bigint DEFAULT 0 NOT NULL,
	"http_status" integer NOT NULL,
	"stream" boolean DEFAULT false NOT NULL,
	"estimated" boolean DEFAULT false NOT NULL,
	"unpriced" boolean DEFAULT false NOT NULL,
	"request_id" text NOT NULL,
	"call_id" text NOT NULL,
	"api_key" text NOT NULL,
	"model_group" text NOT NULL,
	"model" text NOT NULL,
	"status" text NOT NULL,
	"call_type" text NOT NULL,
	"tags" text[] DEFAULT '{}' NOT NULL,
	"charged_to" text[] DEFAULT '{}' NOT NULL,
	"metadata" json DEFAULT '{}'::json NOT NULL,
	"first_token_at" timestamp (3) with time zone,
	"provider" text,
	"user_id" text,
	"team_id" text,
	"organization_id" text,
	"end_user" text,
	"key_alias" text,
	"model_id" text,
	"api_base" text,
	"error_code" text,
	"error_message" text,
	"price_version" text,
	"ip" text,
	"user_agent" text,
	"request" json,
	"response" json,
	"wire" json,
	CONSTRAINT "spend_logs_started_at_request_id_pk" PRIMARY KEY("started_at","request_id")
) PARTITION BY RANGE ("started_at");
--> statement-breakpoint
CREATE TABLE "spend_logs_default" PARTITION OF "spend_logs" DEFAULT;
--> statement-breakpoint
CREATE TABLE "subject_hourly" (
	"hour" timestamp (3) with time zone NOT NULL,
	"requests" bigint DEFAULT 0 NOT NULL,
	"failures" bigint DEFAULT 0 NOT NULL,
	"prompt_tokens" bigint DEFAULT 0 NOT NULL,
	"completion_tokens" bigint DEFAULT 0 NOT NULL,
	"spend_nano" bigint DEFAULT 0 NOT NULL,
	"kind" text NOT NULL,
	"id" text NOT NULL,
	"model_group" text NOT NULL,
	CONSTRAINT "subject_hourly_kind_id_hour_model_group_pk" PRIMARY KEY("kind","id","hour","model_group")
);
--> statement-breakpoint
CREATE TABLE "usage_hourly" (
	"hour" timestamp (3) with time zone NOT NULL,
	"requests" bigint DEFAULT 0 NOT NULL,
	"failures" bigint DEFAULT 0 NOT NULL,
	"prompt_tokens" bigint DEFAULT 0 NOT NULL,
	"completion_tokens" bigint DEFAULT 0 NOT NULL,
	"spend_nano" bigint DEFAULT 0 NOT NULL,
	"api_key" text NOT NULL,
	"model_group" text NOT NULL,
	"model" text NOT NULL,
	"provider" text NOT NULL,
	CONSTRAINT "usage_hourly_hour_api_key_model_group_model_provider_pk" PRIMARY KEY("hour","api_key","model_group","model","provider")
);
--> statement-breakpoint
ALTER TABLE "batch_rows" ADD CONSTRAINT "batch_rows_batch_id_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."batches"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "file_chunks" ADD CONSTRAINT "file_chunks_file_id_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."files"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "accounts_organization" ON "accounts" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "accounts_owner" ON "accounts" USING btree ("owner") WHERE owner is not null;--> statement-breakpoint
CREATE INDEX "accounts_soft_budget" ON "accounts" USING btree ("soft_budget_nano") WHERE soft_budget_nano is not null;--> statement-breakpoint
CREATE INDEX "memberships_user" ON "memberships" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "audit_log_at" ON "audit_log" USING btree ("at");--> statement-breakpoint
CREATE INDEX "audit_log_table" ON "audit_log" USING btree ("table_name","id");--> statement-breakpoint
CREATE INDEX "batch_rows_state" ON "batch_rows" USING btree ("batch_id","state","line");--> statement-breakpoint
CREATE INDEX "batches_key" ON "batches" USING btree ("api_key","id");--> statement-breakpoint
CREATE INDEX "batches_user" ON "batches" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "batches_team" ON "batches" USING btree ("team_id");--> statement-breakpoint
CREATE INDEX "batches_status" ON "batches" USING btree ("status");--> statement-breakpoint
CREATE UNIQUE INDEX "budget_requests_open" ON "budget_requests" USING btree ("kind","subject_id") WHERE status = 'pending';--> statement-breakpoint
CREATE INDEX "budget_requests_user" ON "budget_requests" USING btree ("user_id","created_at");--> statement-breakpoint
CREATE INDEX "budget_requests_time" ON "budget_requests" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "files_key" ON "files" USING btree ("api_key","id");--> statement-breakpoint
CREATE INDEX "files_user" ON "files" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "files_team" ON "files" USING btree ("team_id");--> statement-breakpoint
CREATE UNIQUE INDEX "keys_alias_unique" ON "keys" USING btree ("key_alias");--> statement-breakpoint
CREATE UNIQUE INDEX "keys_secret_unique" ON "keys" USING btree ("secret");--> statement-breakpoint
CREATE INDEX "keys_previous_secret" ON "keys" USING btree ("previous_secret");--> statement-breakpoint
CREATE INDEX "keys_created_at" ON "keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "keys_user" ON "keys" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "keys_team" ON "keys" USING btree ("team_id");--> statement-breakpoint
CREATE INDEX "keys_rotation" ON "keys" USING btree ("key_rotation_at") WHERE auto_rotate;--> statement-breakpoint
CREATE INDEX "keys_soft_budget" ON "keys" USING btree ("soft_budget_nano") WHERE soft_budget_nano is not null;--> statement-breakpoint
CREATE INDEX "ledger_entries_account" ON "ledger_entries" USING btree ("account");--> statement-breakpoint
CREATE INDEX "ledger_entries_request" ON "ledger_entries" USING btree ("request_id");--> statement-breakpoint
CREATE INDEX "ledger_entries_request_at" ON "ledger_entries" USING btree ("request_at");--> statement-breakpoint
CREATE INDEX "invitations_user" ON "invitations" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_expires" ON "sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "memory_facts_user" ON "memory_facts" USING btree ("tenant","end_user","updated_at");--> statement-breakpoint
CREATE INDEX "memory_facts_end_user" ON "memory_facts" USING btree ("end_user");--> statement-breakpoint
CREATE INDEX "provider_objects_key" ON "provider_objects" USING btree ("api_key","kind");--> statement-breakpoint
CREATE INDEX "provider_objects_local" ON "provider_objects" USING btree ("local_id");--> statement-breakpoint
CREATE INDEX "quota_leases_process" ON "quota_leases" USING btree ("process");--> statement-breakpoint
CREATE INDEX "realtime_secrets_expires" ON "realtime_secrets" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "response_cache_expires" ON "response_cache" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "responses_expires" ON "responses" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "responses_owed" ON "responses" USING btree ("created_at") WHERE owed;--> statement-breakpoint
CREATE UNIQUE INDEX "saved_views_name" ON "saved_views" USING btree ("keeper","page","name");--> statement-breakpoint
CREATE INDEX "saved_views_shared" ON "saved_views" USING btree ("page") WHERE shared;--> statement-breakpoint
CREATE UNIQUE INDEX "semantic_vectors_scope_key" ON "semantic_vectors" USING btree ("scope","key");--> statement-breakpoint
CREATE INDEX "semantic_vectors_scope_seq" ON "semantic_vectors" USING btree ("scope","seq");--> statement-breakpoint
CREATE INDEX "semantic_vectors_key" ON "semantic_vectors" USING btree ("key");--> statement-breakpoint
CREATE INDEX "semantic_vectors_expires" ON "semantic_vectors" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "spend_logs_key" ON "spend_logs" USING btree ("api_key","started_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "spend_logs_call" ON "spend_logs" USING btree ("call_id") WHERE "spend_logs"."call_id" <> "spend_logs"."request_id";--> statement-breakpoint
CREATE INDEX "spend_logs_failed" ON "spend_logs" USING btree ("started_at","request_id") WHERE "spend_logs"."status" <> 'success';--> statement-breakpoint
CREATE INDEX "subject_hourly_hour" ON "subject_hourly" USING btree ("hour");--> statement-breakpoint
-- A row of the audit log is written once.
CREATE FUNCTION audit_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of the audit log are neither changed nor deleted';
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_is_final BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
  FOR EACH STATEMENT EXECUTE FUNCTION audit_is_final();
--> statement-breakpoint
-- An entry of the ledger is written once: who wants another amount adds another entry.
CREATE FUNCTION ledger_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'entries of the ledger are not changed: add another one';
END $$;
--> statement-breakpoint
CREATE TRIGGER ledger_is_final BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entries
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_final();
--> statement-breakpoint
-- A process asks for more of a limit. One statement for the gateway: everyone who asks for the same counter waits here for
-- the other, then reads spend and leases in one snapshot (flushing a row moves its amount from one to the other).
-- A name with a colon is an account's (`kind:id`), one without is a key's hash.
CREATE FUNCTION quota_ask(
  p_counter text, p_process text, p_unit text, p_name text, p_window timestamptz,
  p_need bigint, p_limit bigint, p_seed bigint, p_held bigint, p_spare bigint, p_overdraw boolean
) RETURNS TABLE (granted bigint, spent bigint, others bigint, others_held bigint, others_spare bigint,
  alone boolean, overdrawn boolean)
LANGUAGE plpgsql AS $$
DECLARE
  v_mine bigint;
  v_free bigint;
  v_processes integer;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(p_counter, 0));
  SELECT
    CASE
      WHEN p_unit IS NULL THEN 0
      WHEN position(':' IN p_name) = 0 THEN (
        SELECT CASE WHEN k.window_started_at <> p_window THEN 0 WHEN p_unit = 'tokens' THEN k.window_tokens ELSE k.spend_nano END
        FROM keys k WHERE k.token = p_name)
      ELSE (
        SELECT CASE WHEN a.window_started_at <> p_window THEN 0 WHEN p_unit = 'tokens' THEN a.window_tokens ELSE a.spend_nano END
        FROM accounts a WHERE a.kind = split_part(p_name, ':', 1) AND a.id = substr(p_name, position(':' IN p_name) + 1))
    END,
    coalesce(sum(l.amount) FILTER (WHERE l.process = p_process), 0),
    coalesce(sum(l.amount) FILTER (WHERE l.process <> p_process), 0),
    coalesce(sum(l.held) FILTER (WHERE l.process <> p_process), 0),
    coalesce(sum(least(l.spare, l.amount)) FILTER (WHERE l.process <> p_process), 0)
  INTO spent, v_mine, others, others_held, others_spare
  FROM quota_leases l WHERE l.counter = p_counter;
  SELECT count(*) INTO v_processes FROM gateway_processes g
    WHERE g.id <> p_process AND g.seen_at > now() - interval '5 seconds';
  spent := coalesce(spent, p_seed);
  alone := v_processes = 0;
  overdrawn := false;
  v_free := p_limit - spent - v_mine - others;
  IF v_free >= p_need THEN
    granted := p_need + CASE WHEN alone THEN v_free - p_need ELSE (v_free - p_need) / (2 * (v_processes + 1)) END;
  ELSIF p_overdraw AND others_held = 0 AND v_free + p_spare > 0 THEN
    granted := p_need;
    overdrawn := true;
  ELSE
    granted := 0;
  END IF;
  IF granted > 0 THEN
    INSERT INTO quota_leases AS q (counter, process, amount, held, spare)
      VALUES (p_counter, p_process, granted, p_held, granted - p_need)
      ON CONFLICT (counter, process) DO UPDATE SET
        amount = q.amount + excluded.amount, held = excluded.held, spare = excluded.spare, at = now();
  END IF;
  RETURN NEXT;
END $$;
