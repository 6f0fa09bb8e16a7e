/** Keys of `general_settings` that something acts on, and what they do; `IN_EFFECT` has them with all others. */
export const GENERAL_IN_EFFECT: Readonly<Record<string, string>> = {
  "general_settings.master_key": "The administrator's key, 16 characters at least.",
  "general_settings.ui_access_mode.restricted_sso_group":
    "With `type: restricted_sso_group`: only who is in this group of the issuer may log in by single sign-on.",
  "general_settings.ui_access_mode.sso_group_jwt_field": "The claim with a person's groups; `groups` unless set.",
  "general_settings.ui_access_mode.type": "`restricted_sso_group`.",
  "general_settings.auto_redirect_ui_login_to_sso":
    "Who asks for a page goes on to the issuer by themselves, as `docs/sso.md` says.",
  "general_settings.litellm_jwtauth.team_ids_jwt_field":
    "The claim with the ids of the teams a person is put into at each single sign-on.",
  "general_settings.litellm_key_header_name": "A header keys are looked for in before the usual ones.",
  "general_settings.user_header_mappings":
    "`[{header_name, litellm_user_role}]`: headers that name the `customer` a request is for, or the `internal_user` it is counted for.",
  "general_settings.user_header_name": "An older way to name a header of customers.",
  "general_settings.allowed_routes":
    "The only routes that are served, besides health checks: paths, wildcards, groups.",
  "general_settings.admin_only_routes": "Routes for the administrator alone.",
  "general_settings.public_routes":
    "Management routes and lists of models that may be called without a key, with the rights of a user to whom nothing belongs. What asks a model never may.",
  "general_settings.enforced_params":
    "What every request that asks a model has to have: `user`, `metadata.generation_name`.",
  "general_settings.service_account_settings": "`enforced_params`: the same of service accounts' requests.",
  "general_settings.enforce_user_param": "Every such request has to say for whom it is.",
  "general_settings.database_url": "A Postgres server; without it the gateway runs its own.",
  "general_settings.store_model_in_db":
    "`false`: settings changed over the API are left aside, and none are taken; `STORE_MODEL_IN_DB` otherwise.",
  "general_settings.store_prompts_in_spend_logs": "Keep requests and replies in the log.",
  "general_settings.max_request_size_mb": "Largest request body; 100 unless set.",
  "general_settings.maximum_spend_logs_retention_period":
    "`30d`: how long rows stay in the request log; for ever unless set. Balances and reports keep what they came to.",
  "general_settings.maximum_spend_logs_retention_interval": "How often older rows are taken out; `1d` unless set.",
  "general_settings.proxy_batch_write_at": "Seconds between two writes of the spend log; 1 unless set.",
  "general_settings.max_file_size_mb": "Largest file of `/v1/files`; 512 unless set.",
  "general_settings.allowed_file_extensions": "Only files ending so are taken.",
  "general_settings.blocked_file_extensions": "Files ending so are not taken.",
  "general_settings.max_batch_file_size_mb": "Largest input file of a batch; 200 unless set.",
  "general_settings.max_batch_file_records": "The most requests in a batch; 50,000 unless set.",
  "general_settings.maximum_responses_retention_period":
    "`30d`: how long answers of /v1/responses are kept for `previous_response_id`; `30d` unless set.",
  "general_settings.max_kept_response_size_mb": "Larger turns of /v1/responses are not kept; 16 unless set.",
  "general_settings.realtime_session_limit_seconds": "How long a session of /v1/realtime may last; 3600 unless set.",
  "general_settings.realtime_idle_timeout_seconds":
    "A session of /v1/realtime in which nothing is said for so long is closed; 900 unless set.",
  "general_settings.batch_max_parallel_requests":
    "Requests of batches at the same time, of each process; 8 unless set.",
  "general_settings.proxy_batch_polling_interval":
    "Seconds between two looks at a batch that a provider runs; 30 unless set.",
  "general_settings.batch_requests_per_minute": "Requests of batches a minute, of each process; no limit unless set.",
  "general_settings.pass_through_endpoints[].path": "Where it is served.",
  "general_settings.pass_through_endpoints[].target": "Where it leads; a query in it is always sent.",
  "general_settings.pass_through_endpoints[].headers": "Sent there; `os.environ/NAME` may stand inside a value.",
  "general_settings.pass_through_endpoints[].default_query_params": "Sent when the client does not say otherwise.",
  "general_settings.pass_through_endpoints[].include_subpath": "What is below the path is served too.",
  "general_settings.pass_through_endpoints[].auth": "`false`: no key is asked for.",
  "general_settings.pass_through_endpoints[].forward_headers":
    "The client's headers go along, its key and cookies excepted.",
  "general_settings.pass_through_endpoints[].merge_query_params": "The query of the target is always kept.",
  "general_settings.pass_through_endpoints[].cost_per_request":
    "Dollars a request; the usage in the answer is billed unless set.",
  "general_settings.pass_through_endpoints[].timeout":
    "Seconds until it is given up; `pass_through_request_timeout` unless set.",
  "general_settings.pass_through_endpoints[].methods": "Those that are served; all unless set.",
  "general_settings.pass_through_endpoints[].id": "Name of the endpoint in the log.",
  "general_settings.pass_through_request_timeout":
    "Seconds until a call to a pass-through endpoint is given up; 600 unless set.",
  "general_settings.cancel_on_disconnect": "Stop the provider's work when the client goes away; true unless set.",
  "general_settings.background_health_checks":
    "Ask every chat deployment now and then; `/health` answers from it. Each check is a small paid request.",
  "general_settings.health_check_interval": "Seconds between two rounds of background checks.",
  "general_settings.token_rate_limit_type":
    "Which tokens limits a minute count: `total`, `input` or `output`; all unless set.",
  "general_settings.memory.model": "The model group that finds what to remember of users (docs/memory.md).",
  "general_settings.memory.embedding_model": "The model group that tells which facts matter for a question.",
  "general_settings.memory.max_facts": "Facts of one user, the oldest make room; 100 unless set.",
  "general_settings.memory.max_recalled": "Facts a request is given; 5 unless set.",
  "general_settings.memory.max_recalled_tokens": "How long they are together, in tokens; 300 unless set.",
  "general_settings.memory.timeout": "Seconds a request waits for its facts; 5 unless set.",
  "general_settings.user_api_key_cache_ttl": "Seconds a key is remembered; 60 unless set.",
}
