// Generated from lib/admin by lib/setup/gen.mjs: change the resources there, then run it again.

export type KeyView = {
  /** Hex SHA-256 of the key: its id */
  readonly token: string
  /** The key with all but its last four characters hidden */
  readonly key_name: string
  readonly key_alias: string | null
  /** Dollars spent in the running budget window */
  readonly spend: number
  /** Dollars spent in the key's whole life */
  readonly total_spend: number
  /** Dollars reserved by requests in flight */
  readonly held: number
  readonly max_budget: number | null
  readonly soft_budget: number | null
  /** The running window has cost more than soft_budget */
  readonly soft_budget_crossed: boolean
  readonly max_token_budget: number | null
  /** Tokens of the running budget window */
  readonly tokens_spent: number
  readonly budget_duration: string | null
  readonly budget_reset_at: string | null
  readonly models: readonly string[]
  readonly aliases: Readonly<Record<string, string>>
  readonly allowed_routes: readonly string[]
  readonly tpm_limit: number | null
  readonly rpm_limit: number | null
  readonly max_parallel_requests: number | null
  readonly metadata: Readonly<Record<string, unknown>>
  readonly auto_rotate: boolean
  readonly rotation_interval: string | null
  /** When the key gets its next secret */
  readonly key_rotation_at: string | null
  readonly last_rotation_at: string | null
  readonly rotation_count: number
  readonly user_id: string | null
  readonly team_id: string | null
  readonly organization_id: string | null
  readonly blocked: boolean
  readonly status: "active" | "blocked" | "expired"
  readonly expires: string | null
  readonly last_active: string | null
  readonly created_at: string
  readonly created_by: string | null
  readonly updated_at: string
  readonly updated_by: string | null
  /** The shared budget whose limits the key took over */
  readonly litellm_budget_table: {
    readonly budget_id: string | null
    readonly max_budget: number | null
    readonly soft_budget: number | null
    readonly budget_duration: string | null
    readonly budget_reset_at: string | null
    readonly tpm_limit: number | null
    readonly rpm_limit: number | null
    readonly max_parallel_requests: number | null
  } | null
}

export type KeyUpdateOutput = KeyView & {
  /** The key's hash */
  readonly key: string
  readonly warnings: readonly string[]
}

export type Team = {
  readonly team_id: string
  readonly team_alias: string | null
  readonly organization_id: string | null
  readonly members_with_roles: readonly {
    readonly user_id: string
    readonly user_email: string | null
    readonly role: string
  }[]
  /** The user ids of members who administrate the team */
  readonly admins: readonly string[]
  /** The user ids of all members */
  readonly members: readonly string[]
  /** Dollars spent in the running budget window */
  readonly spend: number
  /** Dollars spent in all */
  readonly total_spend: number
  /** Dollars reserved by requests in flight */
  readonly held: number
  readonly max_budget: number | null
  readonly soft_budget: number | null
  /** The running window has cost more than soft_budget */
  readonly soft_budget_crossed: boolean
  readonly max_token_budget: number | null
  /** Tokens of the running budget window */
  readonly tokens_spent: number
  readonly budget_duration: string | null
  readonly budget_reset_at: string | null
  readonly models: readonly string[]
  readonly tpm_limit: number | null
  readonly rpm_limit: number | null
  readonly max_parallel_requests: number | null
  readonly blocked: boolean
  readonly metadata: Readonly<Record<string, unknown>>
  readonly created_at: string
  readonly created_by: string | null
  readonly updated_at: string
  readonly updated_by: string | null
}

export type TeamMembership = {
  readonly team_id: string
  readonly user_id: string
  readonly role: string
  /** Dollars by model, as they were given */
  readonly model_max_budget?: unknown
  /** Dollars spent in the running budget window */
  readonly spend: number
  /** Dollars spent in all */
  readonly total_spend: number
  /** Dollars reserved by requests in flight */
  readonly held: number
  readonly max_budget: number | null
  readonly soft_budget: number | null
  /** The running window has cost more than soft_budget */
  readonly soft_budget_crossed: boolean
  readonly max_token_budget: number | null
  /** Tokens of the running budget window */
  readonly tokens_spent: number
  readonly budget_duration: string | null
  readonly budget_reset_at: string | null
  readonly models: readonly string[]
  readonly tpm_limit: number | null
  readonly rpm_limit: number | null
  readonly max_parallel_requests: number | null
  readonly blocked: boolean
  readonly metadata: Readonly<Record<string, unknown>>
  readonly created_at: string
  readonly created_by: string | null
  readonly updated_at: string
  readonly updated_by: string | null
}

export type Organization = {
  readonly organization_id: string
  readonly organization_alias: string | null
  readonly budget_id: string | null
  /** Dollars spent in the running budget window */
  readonly spend: number
  /** Dollars spent in all */
  readonly total_spend: number
  /** Dollars reserved by requests in flight */
  readonly held: number
  readonly max_budget: number | null
  readonly soft_budget: number | null
  /** The running window has cost more than soft_budget */
  readonly soft_budget_crossed: boolean
  readonly max_token_budget: number | null
  /** Tokens of the running budget window */
  readonly tokens_spent: number
  readonly budget_duration: string | null
  readonly budget_reset_at: string | null
  readonly models: readonly string[]
  readonly tpm_limit: number | null
  readonly rpm_limit: number | null
  readonly max_parallel_requests: number | null
  readonly blocked: boolean
  readonly metadata: Readonly<Record<string, unknown>>
  readonly created_at: string
  readonly created_by: string | null
  readonly updated_at: string
  readonly updated_by: string | null
  /** The limits once more, where LiteLLM's clients look for them */
  readonly litellm_budget_table: {
    readonly max_budget: number | null
    readonly soft_budget: number | null
    readonly budget_duration: string | null
    readonly budget_reset_at: string | null
    readonly tpm_limit: number | null
    readonly rpm_limit: number | null
    readonly max_parallel_requests: number | null
  }
  readonly members: readonly OrganizationMembership[]
  readonly teams: readonly {
    readonly team_id: string
    readonly team_alias: string | null
  }[]
}

export type OrganizationMembership = {
  readonly organization_id: string
  readonly user_id: string
  readonly user_email: string | null
  readonly user_role: string
  readonly created_at: string
}

export type User = {
  readonly user_id: string
  readonly user_email: string | null
  readonly user_alias: string | null
  readonly user_role: string
  readonly teams: readonly string[]
  /** Dollars spent in the running budget window */
  readonly spend: number
  /** Dollars spent in all */
  readonly total_spend: number
  /** Dollars reserved by requests in flight */
  readonly held: number
  readonly max_budget: number | null
  readonly soft_budget: number | null
  /** The running window has cost more than soft_budget */
  readonly soft_budget_crossed: boolean
  readonly max_token_budget: number | null
  /** Tokens of the running budget window */
  readonly tokens_spent: number
  readonly budget_duration: string | null
  readonly budget_reset_at: string | null
  readonly models: readonly string[]
  readonly tpm_limit: number | null
  readonly rpm_limit: number | null
  readonly max_parallel_requests: number | null
  readonly blocked: boolean
  readonly metadata: Readonly<Record<string, unknown>>
  readonly created_at: string
  readonly created_by: string | null
  readonly updated_at: string
  readonly updated_by: string | null
}

export type Invitation = {
  /** The secret of the link; only who has it can name the invitation */
  readonly id: string
  readonly user_id: string
  readonly is_accepted: boolean
  readonly accepted_at: string | null
  readonly expires_at: string
  readonly created_at: string
  readonly created_by: string
  readonly updated_at: string
  readonly updated_by: string
}

export type Session = {
  readonly id: string
  /** The one that asks */
  readonly current: boolean
  readonly created_at: string
  readonly expires_at: string
  readonly ip: string | null
  readonly user_agent: string | null
}

export type SavedView = {
  readonly view_id: string
  readonly page: "logs" | "usage" | "audit"
  readonly name: string
  /** The page's query string, without the question mark */
  readonly query: string
  /** Everybody sees it */
  readonly shared: boolean
  readonly mine: boolean
  /** The caller may change and delete it */
  readonly can_change: boolean
  readonly updated_at: string
}

export type Customer = {
  readonly user_id: string
  readonly alias: string | null
  readonly budget_id: string | null
  /** Dollars spent in the running budget window */
  readonly spend: number
  /** Dollars spent in all */
  readonly total_spend: number
  /** Dollars reserved by requests in flight */
  readonly held: number
  readonly max_budget: number | null
  readonly soft_budget: number | null
  /** The running window has cost more than soft_budget */
  readonly soft_budget_crossed: boolean
  readonly max_token_budget: number | null
  /** Tokens of the running budget window */
  readonly tokens_spent: number
  readonly budget_duration: string | null
  readonly budget_reset_at: string | null
  readonly models: readonly string[]
  readonly tpm_limit: number | null
  readonly rpm_limit: number | null
  readonly max_parallel_requests: number | null
  readonly blocked: boolean
  readonly metadata: Readonly<Record<string, unknown>>
  readonly created_at: string
  readonly created_by: string | null
  readonly updated_at: string
  readonly updated_by: string | null
  readonly litellm_budget_table: {
    readonly budget_id: string | null
    readonly max_budget: number | null
    readonly soft_budget: number | null
    readonly budget_duration: string | null
    readonly budget_reset_at: string | null
    readonly tpm_limit: number | null
    readonly rpm_limit: number | null
    readonly max_parallel_requests: number | null
  } | null
}

export type Tag = {
  readonly name: string
  readonly description: string | null
  /** Dollars spent in the running budget window */
  readonly spend: number
  /** Dollars spent in all */
  readonly total_spend: number
  /** Dollars reserved by requests in flight */
  readonly held: number
  readonly max_budget: number | null
  readonly soft_budget: number | null
  /** The running window has cost more than soft_budget */
  readonly soft_budget_crossed: boolean
  readonly max_token_budget: number | null
  /** Tokens of the running budget window */
  readonly tokens_spent: number
  readonly budget_duration: string | null
  readonly budget_reset_at: string | null
  readonly models: readonly string[]
  readonly tpm_limit: number | null
  readonly rpm_limit: number | null
  readonly max_parallel_requests: number | null
  readonly blocked: boolean
  readonly metadata: Readonly<Record<string, unknown>>
  readonly created_at: string
  readonly created_by: string | null
  readonly updated_at: string
  readonly updated_by: string | null
}

export type Budget = {
  readonly budget_id: string
  readonly max_budget: number | null
  readonly soft_budget: number | null
  readonly budget_duration: string | null
  readonly tpm_limit: number | null
  readonly rpm_limit: number | null
  readonly max_parallel_requests: number | null
  /** Dollars by model, as they were given */
  readonly model_max_budget?: unknown
  /** Tokens a day */
  readonly tpd_limit?: unknown
  readonly created_at: string
  readonly created_by: string | null
  readonly updated_at: string
  readonly updated_by: string | null
}

export type ListedBudget = {
  readonly budget_id: string
  readonly max_budget: number | null
  readonly soft_budget: number | null
  readonly budget_duration: string | null
  readonly tpm_limit: number | null
  readonly rpm_limit: number | null
  readonly max_parallel_requests: number | null
  /** Dollars by model, as they were given */
  readonly model_max_budget?: unknown
  /** Tokens a day */
  readonly tpd_limit?: unknown
  readonly created_at: string
  readonly created_by: string | null
  readonly updated_at: string
  readonly updated_by: string | null
  readonly used_by: readonly {
    readonly kind: "organization" | "team" | "user" | "customer" | "tag"
    readonly count: number
    /** The first twenty, by their names */
    readonly names: readonly string[]
  }[]
}

export type BudgetRequest = {
  readonly request_id: string
  /** Whose budget: a key's, the user's, or the user's in a team */
  readonly kind: "key" | "user" | "member"
  readonly status: "pending" | "approved" | "declined" | "withdrawn"
  /** The key's hash */
  readonly key: string | null
  readonly key_alias: string | null
  readonly key_name: string | null
  /** Who asks */
  readonly user_id: string
  readonly user_email: string | null
  readonly team_id: string | null
  readonly team_alias: string | null
  /** When it was asked */
  readonly max_budget_then: number | null
  /** Now; null when there is none, or what it was of is gone */
  readonly max_budget: number | null
  /** Of the running window */
  readonly spend: number | null
  readonly budget_duration: string | null
  readonly requested_budget: number
  readonly reason: string | null
  readonly created_at: string
  readonly decided_at: string | null
  readonly decided_by: string | null
  readonly approved_budget: number | null
  /** What who decided says about it */
  readonly note: string | null
  /** The caller may approve or decline it */
  readonly can_decide: boolean
  readonly can_withdraw: boolean
}

export type ProviderBudget = {
  /** Dollars a window */
  readonly budget_limit: number
  /** Length of a window; null: it never ends */
  readonly time_period: string | null
  /** Dollars of the running window, in every process */
  readonly spend: number
  /** When the next window begins */
  readonly budget_reset_at: string | null
}

export type Model = {
  /** What clients ask for */
  readonly model_name: string
  /** As configured, secrets hidden */
  readonly litellm_params: Readonly<Record<string, unknown>>
  readonly model_info: {
    readonly id: string
    readonly mode: string
    readonly litellm_provider: string
    /** Dollars; null when the price is not known */
    readonly input_cost_per_token: number | null
    readonly output_cost_per_token: number | null
    readonly max_input_tokens: number | null
    readonly max_output_tokens: number | null
    /** True: added over the API, and can be changed there; false: from the config */
    readonly db_model: boolean
    /** True: kept, and not asked */
    readonly blocked?: boolean
    /** False: requests to it are logged at $0 */
    readonly priced: boolean
  }
}

export type ProviderFields = {
  readonly provider: string
  readonly provider_display_name: string
  /** The prefix in provider/model */
  readonly litellm_provider: string
  /** GET /model/catalog has the models */
  readonly default_model_placeholder: null
  readonly credential_fields: readonly {
    /** Its name in litellm_params */
    readonly key: string
    readonly label: string
    readonly placeholder: string | null
    readonly tooltip: string | null
    /** True: nothing but the deployment can say it */
    readonly required: boolean
    readonly field_type: "text" | "password" | "textarea"
    readonly options: readonly string[] | null
    readonly default_value: string | null
  }[]
}

export type CatalogModel = {
  /** The provider's own name */
  readonly model: string
  readonly mode: string
  /** Dollars */
  readonly input_cost_per_token: number | null
  readonly output_cost_per_token: number | null
  readonly max_input_tokens: number | null
}

export type Credential = {
  readonly credential_name: string
  /** Secrets are shown as [redacted] */
  readonly credential_values: Readonly<Record<string, unknown>>
  readonly credential_info: Readonly<Record<string, unknown>>
}

export type RoutedDeployment = {
  readonly model_id: string
  readonly provider: string
  /** The provider's model */
  readonly model: string
  readonly priced: boolean
  readonly weight: number | null
  /** Lower ones are asked first */
  readonly order: number | null
  readonly tags: readonly string[]
  /** Requests sent and not yet ended */
  readonly in_flight: number
  /** probing: one request finds out whether it is back */
  readonly state: "healthy" | "cooling" | "probing"
  /** The kind of failure that set it aside */
  readonly why: string | null
  /** When it is asked again */
  readonly until: string | null
  /** What would become of it if a plain request came now */
  readonly verdict: string
  /** 0 to 1: the share of such requests it would get */
  readonly chance: number
  /** Mean of the last few streams; null: none was measured */
  readonly first_token_ms: number | null
  /** Mean per output token of the last few whole answers */
  readonly per_token_ms: number | null
  readonly rpm: {
    readonly used: number
    readonly limit: number
  } | null
  readonly tpm: {
    readonly used: number
    readonly limit: number
  } | null
  readonly max_parallel_requests: {
    readonly used: number
    readonly limit: number
  } | null
  /** Dollars */
  readonly budget: {
    readonly used: number
    readonly limit: number
    readonly reset_at: string | null
  } | null
}

export type RoutedGroup = {
  /** What clients ask for */
  readonly model_group: string
  readonly deployments: readonly RoutedDeployment[]
  readonly fallbacks: readonly string[]
  readonly context_window_fallbacks: readonly string[]
  readonly content_policy_fallbacks: readonly string[]
}

export type LogRow = {
  readonly request_id: string
  readonly call_id: string
  readonly call_type: string
  /** The key's hash, or "master" */
  readonly api_key: string
  readonly key_alias: string | null
  readonly user: string | null
  readonly end_user: string | null
  readonly tags: readonly string[]
  /** What the client asked for */
  readonly model_group: string
  /** The provider's model that answered */
  readonly model: string
  readonly model_id: string | null
  readonly custom_llm_provider: string | null
  readonly api_base: string | null
  readonly stream: boolean
  readonly status: "success" | "failure" | "client_disconnect" | "interrupted"
  readonly http_status: number
  readonly error_code: string | null
  readonly error_message: string | null
  readonly prompt_tokens: number
  readonly completion_tokens: number
  readonly total_tokens: number
  readonly cache_read_tokens: number
  readonly cache_write_tokens: number
  readonly reasoning_tokens: number
  /** Dollars, corrections included */
  readonly spend: number
  /** Dollars of it that re-pricing has added */
  readonly spend_correction: number
  /** The provider gave no usage: the gateway counted */
  readonly estimated: boolean
  /** The model has no known price: spend is 0 because of that */
  readonly unpriced: boolean
  /** The response cache answered: no provider was asked */
  readonly cache_hit: boolean
  readonly startTime: string
  readonly completionStartTime: string | null
  readonly endTime: string
  readonly request_duration_ms: number
  readonly requester_ip_address: string | null
  readonly user_agent: string | null
}

export type WireBodies = {
  /** The last provider that was asked; null: none was */
  readonly provider: {
    readonly url: string
    /** Text as it went over the wire, its beginning when it is long, secrets cut out */
    readonly request: string | null
    /** Null: no answer came */
    readonly status: number | null
    /** The provider's own id of the request */
    readonly request_id: string | null
    /** Text as it went over the wire, its beginning when it is long, secrets cut out */
    readonly response: string | null
  } | null
  /** What a streaming client was sent; an answer in one piece is `response` */
  readonly client_response: string | null
}

export type UsageMetrics = {
  /** Dollars */
  readonly spend: number
  readonly prompt_tokens: number
  readonly completion_tokens: number
  readonly total_tokens: number
  readonly api_requests: number
  readonly successful_requests: number
  readonly failed_requests: number
}

export type OverviewFigures = {
  /** Dollars */
  readonly spend: number
  readonly requests: number
  readonly failures: number
  readonly prompt_tokens: number
  readonly completion_tokens: number
  /** Milliseconds of a successful request, first to last byte; null: there was none */
  readonly latency_p50_ms: number | null
  /** Milliseconds of a successful request, first to last byte; null: there was none */
  readonly latency_p95_ms: number | null
}

export type SubjectActivity = {
  readonly results: readonly {
    readonly date: string
    readonly metrics: UsageMetrics
    readonly breakdown: {
      readonly entities: Readonly<
        Record<
          string,
          {
            readonly metrics: UsageMetrics
            readonly metadata: {
              readonly alias: string | null
            }
            /** Of teams that were asked for by id: their keys */
            readonly api_key_breakdown?: Readonly<
              Record<
                string,
                {
                  readonly metrics: UsageMetrics
                  readonly metadata: {
                    readonly key_alias: string | null
                    readonly team_id: string
                  }
                }
              >
            >
          }
        >
      >
      readonly model_groups: Readonly<
        Record<
          string,
          {
            readonly metrics: UsageMetrics
          }
        >
      >
      /** The same keys, of all those teams */
      readonly api_keys?: Readonly<
        Record<
          string,
          {
            readonly metrics: UsageMetrics
            readonly metadata: {
              readonly key_alias: string | null
              readonly team_id: string
            }
          }
        >
      >
    }
  }[]
  readonly metadata: {
    readonly total_spend: number
    readonly total_tokens: number
    readonly total_api_requests: number
    readonly page: number
    readonly total_pages: number
    readonly has_more: boolean
  }
}

export type Verified = {
  readonly ok: boolean
  readonly verified_at: string
  readonly took_ms: number
  readonly requests: number
  /** Entries of the ledger besides requests: adjustments and corrections */
  readonly entries: number
  /** Dollars of the whole request log, corrections included */
  readonly spend: number
  /** At most 100 */
  readonly differences: readonly {
    /** key, key window, account, account window, hour or subject hour */
    readonly what: string
    readonly name: string
    /** Dollars, summed from the request log and the ledger's entries */
    readonly log: number
    /** Dollars, as the balance or the aggregate has them */
    readonly booked: number
    /** Nano-dollars: booked minus log */
    readonly difference_nano: string
  }[]
}

export type LedgerEntry = {
  readonly id: number
  readonly created_at: string
  /** adjust, carry, close, open, earlier or reprice */
  readonly kind: string
  /** Null: everyone the request was charged to */
  readonly account: string | null
  /** Dollars added to the whole-life spend */
  readonly amount: number
  /** Dollars added to the spend of the budget window */
  readonly window_amount: number | null
  readonly window_started_at: string | null
  readonly request_id: string | null
  readonly price_version: string | null
  readonly reason: string
  readonly created_by: string
  readonly job_id: string | null
}

export type RepriceJob = {
  readonly job_id: string
  readonly status: "running" | "done"
  /** Requests it has looked at so far */
  readonly rows: number
  /** Of them, those that cost something else */
  readonly changed: number
  /** Of them, those that keep their cost for want of one price */
  readonly skipped: number
  readonly spend_before: number
  readonly spend_after: number
  /** Dollars */
  readonly difference: number
  readonly created_at: string
  readonly created_by: string
  readonly finished_at: string | null
}

export type RepricePreview = {
  /** Requests that were looked at */
  readonly rows: number
  /** Of them, those that cost something else */
  readonly changed: number
  readonly skipped: {
    readonly no_price: number
    readonly several_prices: number
    readonly reported_by_provider: number
  }
  readonly spend_before: number
  readonly spend_after: number
  readonly difference: number
  /** The 100 that change most */
  readonly by_key: readonly {
    readonly name: string
    readonly requests: number
    /** Dollars */
    readonly difference: number
  }[]
  /** The 100 that change most */
  readonly by_team: readonly {
    readonly name: string
    readonly requests: number
    /** Dollars */
    readonly difference: number
  }[]
  /** The 100 that change most */
  readonly by_model: readonly {
    readonly name: string
    readonly requests: number
    /** Dollars */
    readonly difference: number
  }[]
}

export type SpendReport = readonly {
  readonly api_key: string
  readonly key_alias: string | null
  readonly total_cost: number
  readonly total_input_tokens: number
  readonly total_output_tokens: number
  readonly model_details: readonly {
    readonly model: string
    readonly team_id: string | null
    readonly requests: number
    readonly total_cost: number
    readonly total_input_tokens: number
    readonly total_output_tokens: number
  }[]
}[]

export type Fact = {
  readonly fact_id: string
  /** The `user` of the requests it came from */
  readonly user_id: string
  /** Whose it is: `team:<id>`, `user:<id>`, `key:<hash>` or `master` */
  readonly tenant: string
  readonly fact: string
  readonly source: "conversation" | "api"
  readonly created_at: string
  readonly updated_at: string
}

export type AuditView = {
  readonly id: string
  readonly updated_at: string
  /** The user, or `master`, or the key's hash when it is nobody's */
  readonly changed_by: string
  readonly changed_by_api_key: string
  /** The header litellm-changed-by */
  readonly on_behalf_of: string | null
  readonly action: string
  readonly table_name: string
  /** Several, when one request changed several: with commas between */
  readonly object_id: string
  /** What was changed as it stood, by id */
  readonly before_value: Readonly<Record<string, unknown>> | null
  /** The same afterwards */
  readonly updated_values: Readonly<Record<string, unknown>> | null
  /** What differs */
  readonly changes: readonly {
    readonly object_id: string
    readonly field: string
    readonly before: unknown
    readonly after: unknown
  }[]
  readonly route: string
  readonly http_status: number
  readonly ip: string | null
  readonly hash: string
  readonly previous_hash: string
}

export type Setting = {
  readonly config_type: "general_settings" | "litellm_settings" | "router_settings"
  /** Below the section; parts of a map with a dot: cache_params.ttl */
  readonly field_name: string
  readonly field_type: string
  readonly kind: "boolean" | "integer" | "number" | "text" | "choice" | "list" | "json"
  readonly type_words: string
  readonly options: readonly string[]
  readonly field_description: string | null
  /** In force; a secret is shown as [redacted], a reference to a variable as written */
  readonly field_value: unknown
  readonly field_default_value: unknown
  /** True: from the database; false: from the config file; null: not set */
  readonly stored_in_db: boolean | null
  readonly origin: "file" | "environment" | "database" | "default"
  /** The file and line that has it */
  readonly place: string | null
  /** The environment variable it is taken from */
  readonly variable: string | null
  /** What the config file says, when the database says something else */
  readonly file_value: unknown
  readonly file_place: string | null
  /** False: accepted, and nothing acts on it yet */
  readonly in_effect: boolean
  readonly needs_restart: boolean
  /** Why it can be changed in the config file only */
  readonly locked: string | null
  readonly is_secret: boolean
}

export type SettingsPlan = {
  /** False: it cannot be saved */
  readonly ok: boolean
  readonly changes: readonly {
    /** litellm_settings.cache_params.ttl */
    readonly path: string
    /** In force before; secrets hidden */
    readonly before: unknown
    readonly after: unknown
    readonly before_origin: "file" | "environment" | "database" | "default"
    readonly after_origin: "file" | "environment" | "database" | "default"
  }[]
  readonly findings: readonly {
    readonly severity: "error" | "warning" | "info"
    /** The setting it is about; empty: the whole */
    readonly path: string
    /** File and line, or: stored settings */
    readonly where: string
    readonly message: string
    readonly hint: string | null
  }[]
  /** The version it starts from */
  readonly from_version: number
}

export type SettingsSaved = {
  /** False: it cannot be saved */
  readonly ok: boolean
  readonly changes: readonly {
    /** litellm_settings.cache_params.ttl */
    readonly path: string
    /** In force before; secrets hidden */
    readonly before: unknown
    readonly after: unknown
    readonly before_origin: "file" | "environment" | "database" | "default"
    readonly after_origin: "file" | "environment" | "database" | "default"
  }[]
  readonly findings: readonly {
    readonly severity: "error" | "warning" | "info"
    /** The setting it is about; empty: the whole */
    readonly path: string
    /** File and line, or: stored settings */
    readonly where: string
    readonly message: string
    readonly hint: string | null
  }[]
  /** The version it starts from */
  readonly from_version: number
  readonly message: string
  /** The version that counts now */
  readonly version: number
}

export type SettingsVersion = {
  readonly version: number
  readonly created_at: string
  /** The user, master, or the key's hash */
  readonly created_by: string
  /** The version whose settings these are again */
  readonly restored: number | null
  readonly changes: readonly {
    readonly path: string
    readonly before: unknown
    readonly after: unknown
  }[]
}

export type KeyGenerateInput = {
  readonly key?: (string | null) | undefined
  /** Shorthand for allowed_routes */
  readonly key_type?: ("default" | "llm_api" | "management" | "read_only" | null) | undefined
  /** A unique name for people to know the key by */
  readonly key_alias?: (string | null) | undefined
  /** How long the key is valid, from now: "30d", "12h", "1mo"; "-1" is for ever */
  readonly duration?: (string | null) | undefined
  /** Models the key may use; empty is all */
  readonly models?: (readonly string[] | null) | undefined
  /** Names this key may use for models: alias → model */
  readonly aliases?: (Readonly<Record<string, string>> | null) | undefined
  /** Paths the key may call; empty is every LLM route */
  readonly allowed_routes?: (readonly string[] | null) | undefined
  readonly metadata?: (Readonly<Record<string, unknown>> | null) | undefined
  /** Dollars; null is no limit, 0 leaves what costs nothing */
  readonly max_budget?: ((number | string) | null) | undefined
  /** Dollars; spending more is told in the log, and refuses nobody */
  readonly soft_budget?: ((number | string) | null) | undefined
  /** Tokens in a budget window; null is no limit */
  readonly max_token_budget?: (number | null) | undefined
  /** The budget starts anew this often: "1d", "1mo", "weekly" */
  readonly budget_duration?: (string | null) | undefined
  /** Tokens a minute */
  readonly tpm_limit?: (number | null) | undefined
  /** Requests a minute */
  readonly rpm_limit?: (number | null) | undefined
  readonly max_parallel_requests?: (number | null) | undefined
  /** Dollars by model: {"gpt-4o": 0.5}, or {"gpt-4o": {"max_budget": 0.5, "budget_duration": "1d"}} */
  readonly model_max_budget?:
    | (Readonly<
        Record<
          string,
          | ((number | string) | string)
          | {
              readonly max_budget?: (((number | string) | string) | null) | undefined
              readonly budget_limit?: (((number | string) | string) | null) | undefined
              readonly budget_duration?: (string | null) | undefined
              readonly time_period?: (string | null) | undefined
              readonly rpm_limit?: (number | null) | undefined
              readonly tpm_limit?: (number | null) | undefined
            }
        >
      > | null)
    | undefined
  /** Requests a minute, by model */
  readonly model_rpm_limit?: (Readonly<Record<string, number>> | null) | undefined
  /** Tokens a minute, by model */
  readonly model_tpm_limit?: (Readonly<Record<string, number>> | null) | undefined
  /** By model */
  readonly model_max_parallel_requests?: (Readonly<Record<string, number>> | null) | undefined
  /** Tokens a day: midnight to midnight in the configured time zone */
  readonly tpd_limit?: (number | null) | undefined
  /** Several budgets at once: [{"budget_duration": "1d", "max_budget": 5}, …] */
  readonly budget_limits?:
    | (
        | readonly {
            readonly budget_duration: string
            readonly max_budget: (number | string) | string
            /** Not taken: a window ends where its duration says */
            readonly reset_at?: unknown | undefined
          }[]
        | null
      )
    | undefined
  readonly blocked?: (boolean | null) | undefined
  readonly user_id?: (string | null) | undefined
  readonly team_id?: (string | null) | undefined
  readonly organization_id?: (string | null) | undefined
  /** Every request of the key carries these */
  readonly tags?: (readonly string[] | null) | undefined
  /** What every request of the key has to have: ["user", "metadata.generation_name"] */
  readonly enforced_params?: (readonly string[] | null) | undefined
  /** Takes over the limits of this shared budget */
  readonly budget_id?: (string | null) | undefined
  /** Dollars added to max_budget until temp_budget_expiry */
  readonly temp_budget_increase?: ((number | string) | null) | undefined
  /** When the increase ends: "2026-11-30T12:00:00Z", or "10d" */
  readonly temp_budget_expiry?: ((string | string) | null) | undefined
  /** The key gets a new secret by itself, every rotation_interval */
  readonly auto_rotate?: (boolean | null) | undefined
  /** "30d": how often; the old secret works until the next */
  readonly rotation_interval?: (string | null) | undefined
  /** Sets the spend of the running budget window, in dollars */
  readonly spend?: ((number | string) | null) | undefined
}

export type KeyGenerateOutput = KeyView & {
  /** The key. It is shown this once and stored nowhere. */
  readonly key: string
  readonly token_id: string
  readonly key_type: string
  readonly duration: string | null
  readonly warnings: readonly string[]
}

export type KeyServiceAccountInput = {
  readonly key?: (string | null) | undefined
  /** Shorthand for allowed_routes */
  readonly key_type?: ("default" | "llm_api" | "management" | "read_only" | null) | undefined
  /** A unique name for people to know the key by */
  readonly key_alias?: (string | null) | undefined
  /** How long the key is valid, from now: "30d", "12h", "1mo"; "-1" is for ever */
  readonly duration?: (string | null) | undefined
  /** Models the key may use; empty is all */
  readonly models?: (readonly string[] | null) | undefined
  /** Names this key may use for models: alias → model */
  readonly aliases?: (Readonly<Record<string, string>> | null) | undefined
  /** Paths the key may call; empty is every LLM route */
  readonly allowed_routes?: (readonly string[] | null) | undefined
  readonly metadata?: (Readonly<Record<string, unknown>> | null) | undefined
  /** Dollars; null is no limit, 0 leaves what costs nothing */
  readonly max_budget?: ((number | string) | null) | undefined
  /** Dollars; spending more is told in the log, and refuses nobody */
  readonly soft_budget?: ((number | string) | null) | undefined
  /** Tokens in a budget window; null is no limit */
  readonly max_token_budget?: (number | null) | undefined
  /** The budget starts anew this often: "1d", "1mo", "weekly" */
  readonly budget_duration?: (string | null) | undefined
  /** Tokens a minute */
  readonly tpm_limit?: (number | null) | undefined
  /** Requests a minute */
  readonly rpm_limit?: (number | null) | undefined
  readonly max_parallel_requests?: (number | null) | undefined
  /** Dollars by model: {"gpt-4o": 0.5}, or {"gpt-4o": {"max_budget": 0.5, "budget_duration": "1d"}} */
  readonly model_max_budget?:
    | (Readonly<
        Record<
          string,
          | ((number | string) | string)
          | {
              readonly max_budget?: (((number | string) | string) | null) | undefined
              readonly budget_limit?: (((number | string) | string) | null) | undefined
              readonly budget_duration?: (string | null) | undefined
              readonly time_period?: (string | null) | undefined
              readonly rpm_limit?: (number | null) | undefined
              readonly tpm_limit?: (number | null) | undefined
            }
        >
      > | null)
    | undefined
  /** Requests a minute, by model */
  readonly model_rpm_limit?: (Readonly<Record<string, number>> | null) | undefined
  /** Tokens a minute, by model */
  readonly model_tpm_limit?: (Readonly<Record<string, number>> | null) | undefined
  /** By model */
  readonly model_max_parallel_requests?: (Readonly<Record<string, number>> | null) | undefined
  /** Tokens a day: midnight to midnight in the configured time zone */
  readonly tpd_limit?: (number | null) | undefined
  /** Several budgets at once: [{"budget_duration": "1d", "max_budget": 5}, …] */
  readonly budget_limits?:
    | (
        | readonly {
            readonly budget_duration: string
            readonly max_budget: (number | string) | string
            /** Not taken: a window ends where its duration says */
            readonly reset_at?: unknown | undefined
          }[]
        | null
      )
    | undefined
  readonly blocked?: (boolean | null) | undefined
  readonly team_id: string
  readonly organization_id?: (string | null) | undefined
  /** Every request of the key carries these */
  readonly tags?: (readonly string[] | null) | undefined
  /** What every request of the key has to have: ["user", "metadata.generation_name"] */
  readonly enforced_params?: (readonly string[] | null) | undefined
  /** Takes over the limits of this shared budget */
  readonly budget_id?: (string | null) | undefined
  /** Dollars added to max_budget until temp_budget_expiry */
  readonly temp_budget_increase?: ((number | string) | null) | undefined
  /** When the increase ends: "2026-11-30T12:00:00Z", or "10d" */
  readonly temp_budget_expiry?: ((string | string) | null) | undefined
  /** The key gets a new secret by itself, every rotation_interval */
  readonly auto_rotate?: (boolean | null) | undefined
  /** "30d": how often; the old secret works until the next */
  readonly rotation_interval?: (string | null) | undefined
  /** Sets the spend of the running budget window, in dollars */
  readonly spend?: ((number | string) | null) | undefined
}

export type KeyRegenerateInput = {
  /** The key itself or its hash; without it, the one in the path */
  readonly key?: string | undefined
  /** Chosen at random when it is left out */
  readonly new_key?: (string | null) | undefined
  /** How long the old key goes on working: "24h"; without it, it is refused at once */
  readonly grace_period?: (string | null) | undefined
  /** A unique name for people to know the key by */
  readonly key_alias?: (string | null) | undefined
  /** How long the key is valid, from now: "30d", "12h", "1mo"; "-1" is for ever */
  readonly duration?: (string | null) | undefined
  /** Models the key may use; empty is all */
  readonly models?: (readonly string[] | null) | undefined
  /** Names this key may use for models: alias → model */
  readonly aliases?: (Readonly<Record<string, string>> | null) | undefined
  /** Paths the key may call; empty is every LLM route */
  readonly allowed_routes?: (readonly string[] | null) | undefined
  readonly metadata?: (Readonly<Record<string, unknown>> | null) | undefined
  /** Dollars; null is no limit, 0 leaves what costs nothing */
  readonly max_budget?: ((number | string) | null) | undefined
  /** Dollars; spending more is told in the log, and refuses nobody */
  readonly soft_budget?: ((number | string) | null) | undefined
  /** Tokens in a budget window; null is no limit */
  readonly max_token_budget?: (number | null) | undefined
  /** The budget starts anew this often: "1d", "1mo", "weekly" */
  readonly budget_duration?: (string | null) | undefined
  /** Tokens a minute */
  readonly tpm_limit?: (number | null) | undefined
  /** Requests a minute */
  readonly rpm_limit?: (number | null) | undefined
  readonly max_parallel_requests?: (number | null) | undefined
  /** Dollars by model: {"gpt-4o": 0.5}, or {"gpt-4o": {"max_budget": 0.5, "budget_duration": "1d"}} */
  readonly model_max_budget?:
    | (Readonly<
        Record<
          string,
          | ((number | string) | string)
          | {
              readonly max_budget?: (((number | string) | string) | null) | undefined
              readonly budget_limit?: (((number | string) | string) | null) | undefined
              readonly budget_duration?: (string | null) | undefined
              readonly time_period?: (string | null) | undefined
              readonly rpm_limit?: (number | null) | undefined
              readonly tpm_limit?: (number | null) | undefined
            }
        >
      > | null)
    | undefined
  /** Requests a minute, by model */
  readonly model_rpm_limit?: (Readonly<Record<string, number>> | null) | undefined
  /** Tokens a minute, by model */
  readonly model_tpm_limit?: (Readonly<Record<string, number>> | null) | undefined
  /** By model */
  readonly model_max_parallel_requests?: (Readonly<Record<string, number>> | null) | undefined
  /** Tokens a day: midnight to midnight in the configured time zone */
  readonly tpd_limit?: (number | null) | undefined
  /** Several budgets at once: [{"budget_duration": "1d", "max_budget": 5}, …] */
  readonly budget_limits?:
    | (
        | readonly {
            readonly budget_duration: string
            readonly max_budget: (number | string) | string
            /** Not taken: a window ends where its duration says */
            readonly reset_at?: unknown | undefined
          }[]
        | null
      )
    | undefined
  readonly blocked?: (boolean | null) | undefined
  readonly user_id?: (string | null) | undefined
  readonly team_id?: (string | null) | undefined
  readonly organization_id?: (string | null) | undefined
  /** Every request of the key carries these */
  readonly tags?: (readonly string[] | null) | undefined
  /** What every request of the key has to have: ["user", "metadata.generation_name"] */
  readonly enforced_params?: (readonly string[] | null) | undefined
  /** Takes over the limits of this shared budget */
  readonly budget_id?: (string | null) | undefined
  /** Dollars added to max_budget until temp_budget_expiry */
  readonly temp_budget_increase?: ((number | string) | null) | undefined
  /** When the increase ends: "2026-11-30T12:00:00Z", or "10d" */
  readonly temp_budget_expiry?: ((string | string) | null) | undefined
  /** The key gets a new secret by itself, every rotation_interval */
  readonly auto_rotate?: (boolean | null) | undefined
  /** "30d": how often; the old secret works until the next */
  readonly rotation_interval?: (string | null) | undefined
  /** Sets the spend of the running budget window, in dollars */
  readonly spend?: ((number | string) | null) | undefined
}

export type KeyRotatedOutput = {
  /** The new key. It is given this once. */
  readonly key: string
  /** The key's id, which stays */
  readonly token: string
  readonly old_key_works_until: string | null
  /** The next rotation */
  readonly key_rotation_at: string | null
}

export type KeyInfoInput = {
  /** The key itself or its hash */
  readonly key?: string | undefined
}

export type KeyInfoOutput = {
  /** The key's hash */
  readonly key: string
  readonly info: KeyView
}

export type KeyUpdateInput = {
  /** The key itself or its hash */
  readonly key: string
  /** A unique name for people to know the key by */
  readonly key_alias?: (string | null) | undefined
  /** How long the key is valid, from now: "30d", "12h", "1mo"; "-1" is for ever */
  readonly duration?: (string | null) | undefined
  /** Models the key may use; empty is all */
  readonly models?: (readonly string[] | null) | undefined
  /** Names this key may use for models: alias → model */
  readonly aliases?: (Readonly<Record<string, string>> | null) | undefined
  /** Paths the key may call; empty is every LLM route */
  readonly allowed_routes?: (readonly string[] | null) | undefined
  readonly metadata?: (Readonly<Record<string, unknown>> | null) | undefined
  /** Dollars; null is no limit, 0 leaves what costs nothing */
  readonly max_budget?: ((number | string) | null) | undefined
  /** Dollars; spending more is told in the log, and refuses nobody */
  readonly soft_budget?: ((number | string) | null) | undefined
  /** Tokens in a budget window; null is no limit */
  readonly max_token_budget?: (number | null) | undefined
  /** The budget starts anew this often: "1d", "1mo", "weekly" */
  readonly budget_duration?: (string | null) | undefined
  /** Tokens a minute */
  readonly tpm_limit?: (number | null) | undefined
  /** Requests a minute */
  readonly rpm_limit?: (number | null) | undefined
  readonly max_parallel_requests?: (number | null) | undefined
  /** Dollars by model: {"gpt-4o": 0.5}, or {"gpt-4o": {"max_budget": 0.5, "budget_duration": "1d"}} */
  readonly model_max_budget?:
    | (Readonly<
        Record<
          string,
          | ((number | string) | string)
          | {
              readonly max_budget?: (((number | string) | string) | null) | undefined
              readonly budget_limit?: (((number | string) | string) | null) | undefined
              readonly budget_duration?: (string | null) | undefined
              readonly time_period?: (string | null) | undefined
              readonly rpm_limit?: (number | null) | undefined
              readonly tpm_limit?: (number | null) | undefined
            }
        >
      > | null)
    | undefined
  /** Requests a minute, by model */
  readonly model_rpm_limit?: (Readonly<Record<string, number>> | null) | undefined
  /** Tokens a minute, by model */
  readonly model_tpm_limit?: (Readonly<Record<string, number>> | null) | undefined
  /** By model */
  readonly model_max_parallel_requests?: (Readonly<Record<string, number>> | null) | undefined
  /** Tokens a day: midnight to midnight in the configured time zone */
  readonly tpd_limit?: (number | null) | undefined
  /** Several budgets at once: [{"budget_duration": "1d", "max_budget": 5}, …] */
  readonly budget_limits?:
    | (
        | readonly {
            readonly budget_duration: string
            readonly max_budget: (number | string) | string
            /** Not taken: a window ends where its duration says */
            readonly reset_at?: unknown | undefined
          }[]
        | null
      )
    | undefined
  readonly blocked?: (boolean | null) | undefined
  readonly user_id?: (string | null) | undefined
  readonly team_id?: (string | null) | undefined
  readonly organization_id?: (string | null) | undefined
  /** Every request of the key carries these */
  readonly tags?: (readonly string[] | null) | undefined
  /** What every request of the key has to have: ["user", "metadata.generation_name"] */
  readonly enforced_params?: (readonly string[] | null) | undefined
  /** Takes over the limits of this shared budget */
  readonly budget_id?: (string | null) | undefined
  /** Dollars added to max_budget until temp_budget_expiry */
  readonly temp_budget_increase?: ((number | string) | null) | undefined
  /** When the increase ends: "2026-11-30T12:00:00Z", or "10d" */
  readonly temp_budget_expiry?: ((string | string) | null) | undefined
  /** The key gets a new secret by itself, every rotation_interval */
  readonly auto_rotate?: (boolean | null) | undefined
  /** "30d": how often; the old secret works until the next */
  readonly rotation_interval?: (string | null) | undefined
  /** Sets the spend of the running budget window, in dollars */
  readonly spend?: ((number | string) | null) | undefined
}

export type KeyBulkUpdateInput = {
  readonly keys: readonly {
    /** The key itself or its hash */
    readonly key: string
    /** A unique name for people to know the key by */
    readonly key_alias?: (string | null) | undefined
    /** How long the key is valid, from now: "30d", "12h", "1mo"; "-1" is for ever */
    readonly duration?: (string | null) | undefined
    /** Models the key may use; empty is all */
    readonly models?: (readonly string[] | null) | undefined
    /** Names this key may use for models: alias → model */
    readonly aliases?: (Readonly<Record<string, string>> | null) | undefined
    /** Paths the key may call; empty is every LLM route */
    readonly allowed_routes?: (readonly string[] | null) | undefined
    readonly metadata?: (Readonly<Record<string, unknown>> | null) | undefined
    /** Dollars; null is no limit, 0 leaves what costs nothing */
    readonly max_budget?: ((number | string) | null) | undefined
    /** Dollars; spending more is told in the log, and refuses nobody */
    readonly soft_budget?: ((number | string) | null) | undefined
    /** Tokens in a budget window; null is no limit */
    readonly max_token_budget?: (number | null) | undefined
    /** The budget starts anew this often: "1d", "1mo", "weekly" */
    readonly budget_duration?: (string | null) | undefined
    /** Tokens a minute */
    readonly tpm_limit?: (number | null) | undefined
    /** Requests a minute */
    readonly rpm_limit?: (number | null) | undefined
    readonly max_parallel_requests?: (number | null) | undefined
    /** Dollars by model: {"gpt-4o": 0.5}, or {"gpt-4o": {"max_budget": 0.5, "budget_duration": "1d"}} */
    readonly model_max_budget?:
      | (Readonly<
          Record<
            string,
            | ((number | string) | string)
            | {
                readonly max_budget?: (((number | string) | string) | null) | undefined
                readonly budget_limit?: (((number | string) | string) | null) | undefined
                readonly budget_duration?: (string | null) | undefined
                readonly time_period?: (string | null) | undefined
                readonly rpm_limit?: (number | null) | undefined
                readonly tpm_limit?: (number | null) | undefined
              }
          >
        > | null)
      | undefined
    /** Requests a minute, by model */
    readonly model_rpm_limit?: (Readonly<Record<string, number>> | null) | undefined
    /** Tokens a minute, by model */
    readonly model_tpm_limit?: (Readonly<Record<string, number>> | null) | undefined
    /** By model */
    readonly model_max_parallel_requests?: (Readonly<Record<string, number>> | null) | undefined
    /** Tokens a day: midnight to midnight in the configured time zone */
    readonly tpd_limit?: (number | null) | undefined
    /** Several budgets at once: [{"budget_duration": "1d", "max_budget": 5}, …] */
    readonly budget_limits?:
      | (
          | readonly {
              readonly budget_duration: string
              readonly max_budget: (number | string) | string
              /** Not taken: a window ends where its duration says */
              readonly reset_at?: unknown | undefined
            }[]
          | null
        )
      | undefined
    readonly blocked?: (boolean | null) | undefined
    readonly user_id?: (string | null) | undefined
    readonly team_id?: (string | null) | undefined
    readonly organization_id?: (string | null) | undefined
    /** Every request of the key carries these */
    readonly tags?: (readonly string[] | null) | undefined
    /** What every request of the key has to have: ["user", "metadata.generation_name"] */
    readonly enforced_params?: (readonly string[] | null) | undefined
    /** Takes over the limits of this shared budget */
    readonly budget_id?: (string | null) | undefined
    /** Dollars added to max_budget until temp_budget_expiry */
    readonly temp_budget_increase?: ((number | string) | null) | undefined
    /** When the increase ends: "2026-11-30T12:00:00Z", or "10d" */
    readonly temp_budget_expiry?: ((string | string) | null) | undefined
    /** The key gets a new secret by itself, every rotation_interval */
    readonly auto_rotate?: (boolean | null) | undefined
    /** "30d": how often; the old secret works until the next */
    readonly rotation_interval?: (string | null) | undefined
    /** Sets the spend of the running budget window, in dollars */
    readonly spend?: ((number | string) | null) | undefined
  }[]
}

export type KeyBulkUpdateOutput = {
  readonly total_requested: number
  readonly successful_updates: readonly {
    /** The key's hash */
    readonly key: string
    readonly key_info: KeyUpdateOutput
  }[]
  readonly failed_updates: readonly {
    readonly key: string
    readonly key_info: null
    readonly failed_reason: string
  }[]
}

export type KeyResetSpendInput = {
  /** Dollars */
  readonly reset_to: number | string
}

export type KeyResetSpendOutput = {
  readonly key_hash: string
  readonly previous_spend: number
  readonly spend: number
  readonly max_budget: number | null
  readonly budget_reset_at: string | null
}

export type KeyInfosInput = {
  readonly keys: readonly string[]
}

export type KeyInfosOutput = {
  /** Hashes */
  readonly key: readonly string[]
  readonly info: readonly KeyView[]
}

export type KeyAliasesInput = {
  readonly page?: number | undefined
  readonly size?: number | undefined
  /** A part of the alias */
  readonly search?: string | undefined
  readonly team_id?: string | undefined
}

export type KeyAliasesOutput = {
  readonly aliases: readonly string[]
  readonly total_count: number
  readonly current_page: number
  readonly total_pages: number
  readonly size: number
}

export type KeyRemoveInput = {
  /** Keys or their hashes */
  readonly keys?: (readonly string[] | null) | undefined
  readonly key_aliases?: (readonly string[] | null) | undefined
}

export type KeyRemoveOutput = {
  /** The hashes of the deleted keys */
  readonly deleted_keys: readonly string[]
}

export type KeyLimitsOutput = {
  /** What a new key gets where its maker says nothing (default_key_generate_params) */
  readonly default: {
    /** Dollars */
    readonly max_budget: number | null
    readonly budget_duration: string | null
    /** How long a key is valid */
    readonly duration: string | null
    readonly rpm_limit: number | null
    readonly tpm_limit: number | null
    readonly max_parallel_requests: number | null
  }
  /** The most a key may have (upperbound_key_generate_params); also what it gets where nothing else is said */
  readonly most: {
    /** Dollars */
    readonly max_budget: number | null
    readonly budget_duration: string | null
    /** How long a key is valid */
    readonly duration: string | null
    readonly rpm_limit: number | null
    readonly tpm_limit: number | null
    readonly max_parallel_requests: number | null
  }
}

export type KeyListInput = {
  readonly page?: number | undefined
  readonly size?: number | undefined
  readonly user_id?: string | undefined
  readonly team_id?: string | undefined
  readonly organization_id?: string | undefined
  readonly project_id?: string | undefined
  readonly agent_id?: string | undefined
  /** The key itself or its hash */
  readonly key_hash?: string | undefined
  readonly key_alias?: string | undefined
  /** key_alias may be a part of the alias */
  readonly substring_matching?: boolean | undefined
  /** A part of the alias, the shown name, the user, the team, or the start of the hash */
  readonly search?: string | undefined
  readonly status?: "active" | "blocked" | "expired" | undefined
  /** Keys as objects, not as hashes */
  readonly return_full_object?: boolean | undefined
  readonly sort_by?:
    | "created_at"
    | "updated_at"
    | "expires"
    | "last_active"
    | "key_alias"
    | "key_name"
    | "user_id"
    | "team_id"
    | "max_budget"
    | "spend"
    | "total_spend"
    | "token"
    | undefined
  readonly sort_order?: "asc" | "desc" | undefined
}

export type KeyListOutput = {
  readonly keys: readonly (string | KeyView)[]
  readonly total_count: number
  readonly current_page: number
  readonly total_pages: number
}

export type KeyBlockInput = {
  /** The key itself or its hash */
  readonly key: string
}

export type TeamCreateInput = {
  /** Chosen at random when it is left out */
  readonly team_id?: (string | null) | undefined
  readonly members_with_roles?:
    | (
        | readonly {
            readonly user_id?: (string | null) | undefined
            /** Instead of user_id: the user is found, or made, by it */
            readonly user_email?: (string | null) | undefined
            readonly role?: "admin" | "user" | undefined
          }[]
        | null
      )
    | undefined
  /** A name for people */
  readonly team_alias?: (string | null) | undefined
  /** The organization the team's spend is charged to as well */
  readonly organization_id?: (string | null) | undefined
  /** Models they may use; empty is all */
  readonly models?: (readonly string[] | null) | undefined
  /** Dollars; null is no limit, 0 leaves what costs nothing */
  readonly max_budget?: ((number | string) | null) | undefined
  /** Dollars; spending more is told in the log, and refuses nobody */
  readonly soft_budget?: ((number | string) | null) | undefined
  /** Tokens in a budget window; null is no limit */
  readonly max_token_budget?: (number | null) | undefined
  /** The budget starts anew this often: "1d", "1mo", "weekly" */
  readonly budget_duration?: (string | null) | undefined
  /** Tokens a minute */
  readonly tpm_limit?: (number | null) | undefined
  /** Requests a minute */
  readonly rpm_limit?: (number | null) | undefined
  readonly max_parallel_requests?: (number | null) | undefined
  readonly blocked?: (boolean | null) | undefined
  readonly metadata?: (Readonly<Record<string, unknown>> | null) | undefined
  /** Dollars by model: {"gpt-4o": 0.5}, or {"gpt-4o": {"max_budget": 0.5, "budget_duration": "1d"}} */
  readonly model_max_budget?:
    | (Readonly<
        Record<
          string,
          | ((number | string) | string)
          | {
              readonly max_budget?: (((number | string) | string) | null) | undefined
              readonly budget_limit?: (((number | string) | string) | null) | undefined
              readonly budget_duration?: (string | null) | undefined
              readonly time_period?: (string | null) | undefined
              readonly rpm_limit?: (number | null) | undefined
              readonly tpm_limit?: (number | null) | undefined
            }
        >
      > | null)
    | undefined
  /** Requests a minute, by model */
  readonly model_rpm_limit?: (Readonly<Record<string, number>> | null) | undefined
  /** Tokens a minute, by model */
  readonly model_tpm_limit?: (Readonly<Record<string, number>> | null) | undefined
  /** By model */
  readonly model_max_parallel_requests?: (Readonly<Record<string, number>> | null) | undefined
  /** Tokens a day: midnight to midnight in the configured time zone */
  readonly tpd_limit?: (number | null) | undefined
  /** Several budgets at once: [{"budget_duration": "1d", "max_budget": 5}, …] */
  readonly budget_limits?:
    | (
        | readonly {
            readonly budget_duration: string
            readonly max_budget: (number | string) | string
            /** Not taken: a window ends where its duration says */
            readonly reset_at?: unknown | undefined
          }[]
        | null
      )
    | undefined
  /** What each new member may spend of the team, in dollars */
  readonly team_member_budget?: ((number | string) | null) | undefined
  readonly team_member_budget_duration?: (string | null) | undefined
  /** The same by model */
  readonly team_member_model_max_budget?:
    | (Readonly<
        Record<
          string,
          | ((number | string) | string)
          | {
              readonly max_budget?: (((number | string) | string) | null) | undefined
              readonly budget_limit?: (((number | string) | string) | null) | undefined
              readonly budget_duration?: (string | null) | undefined
              readonly time_period?: (string | null) | undefined
              readonly rpm_limit?: (number | null) | undefined
              readonly tpm_limit?: (number | null) | undefined
            }
        >
      > | null)
    | undefined
  readonly team_member_rpm_limit?: (number | null) | undefined
  readonly team_member_tpm_limit?: (number | null) | undefined
  /** What members may do for the team; "/key/generate" lets them make its keys. Others are kept */
  readonly team_member_permissions?: (readonly string[] | null) | undefined
  /** Taken and ignored: LiteLLM's examples have it, and it does nothing there */
  readonly name?: unknown | undefined
}

export type TeamCreateOutput = Team & {
  readonly warnings?: readonly string[]
}

export type TeamUpdateInput = {
  readonly team_id: string
  readonly spend?: ((number | string) | null) | undefined
  /** A name for people */
  readonly team_alias?: (string | null) | undefined
  /** The organization the team's spend is charged to as well */
  readonly organization_id?: (string | null) | undefined
  /** Models they may use; empty is all */
  readonly models?: (readonly string[] | null) | undefined
  /** Dollars; null is no limit, 0 leaves what costs nothing */
  readonly max_budget?: ((number | string) | null) | undefined
  /** Dollars; spending more is told in the log, and refuses nobody */
  readonly soft_budget?: ((number | string) | null) | undefined
  /** Tokens in a budget window; null is no limit */
  readonly max_token_budget?: (number | null) | undefined
  /** The budget starts anew this often: "1d", "1mo", "weekly" */
  readonly budget_duration?: (string | null) | undefined
  /** Tokens a minute */
  readonly tpm_limit?: (number | null) | undefined
  /** Requests a minute */
  readonly rpm_limit?: (number | null) | undefined
  readonly max_parallel_requests?: (number | null) | undefined
  readonly blocked?: (boolean | null) | undefined
  readonly metadata?: (Readonly<Record<string, unknown>> | null) | undefined
  /** Dollars by model: {"gpt-4o": 0.5}, or {"gpt-4o": {"max_budget": 0.5, "budget_duration": "1d"}} */
  readonly model_max_budget?:
    | (Readonly<
        Record<
          string,
          | ((number | string) | string)
          | {
              readonly max_budget?: (((number | string) | string) | null) | undefined
              readonly budget_limit?: (((number | string) | string) | null) | undefined
              readonly budget_duration?: (string | null) | undefined
              readonly time_period?: (string | null) | undefined
              readonly rpm_limit?: (number | null) | undefined
              readonly tpm_limit?: (number | null) | undefined
            }
        >
      > | null)
    | undefined
  /** Requests a minute, by model */
  readonly model_rpm_limit?: (Readonly<Record<string, number>> | null) | undefined
  /** Tokens a minute, by model */
  readonly model_tpm_limit?: (Readonly<Record<string, number>> | null) | undefined
  /** By model */
  readonly model_max_parallel_requests?: (Readonly<Record<string, number>> | null) | undefined
  /** Tokens a day: midnight to midnight in the configured time zone */
  readonly tpd_limit?: (number | null) | undefined
  /** Several budgets at once: [{"budget_duration": "1d", "max_budget": 5}, …] */
  readonly budget_limits?:
    | (
        | readonly {
            readonly budget_duration: string
            readonly max_budget: (number | string) | string
            /** Not taken: a window ends where its duration says */
            readonly reset_at?: unknown | undefined
          }[]
        | null
      )
    | undefined
  /** What each new member may spend of the team, in dollars */
  readonly team_member_budget?: ((number | string) | null) | undefined
  readonly team_member_budget_duration?: (string | null) | undefined
  /** The same by model */
  readonly team_member_model_max_budget?:
    | (Readonly<
        Record<
          string,
          | ((number | string) | string)
          | {
              readonly max_budget?: (((number | string) | string) | null) | undefined
              readonly budget_limit?: (((number | string) | string) | null) | undefined
              readonly budget_duration?: (string | null) | undefined
              readonly time_period?: (string | null) | undefined
              readonly rpm_limit?: (number | null) | undefined
              readonly tpm_limit?: (number | null) | undefined
            }
        >
      > | null)
    | undefined
  readonly team_member_rpm_limit?: (number | null) | undefined
  readonly team_member_tpm_limit?: (number | null) | undefined
  /** What members may do for the team; "/key/generate" lets them make its keys. Others are kept */
  readonly team_member_permissions?: (readonly string[] | null) | undefined
}

export type TeamInfoInput = {
  readonly team_id: string
  readonly key_limit?: number | undefined
}

export type TeamInfoOutput = {
  readonly team_id: string
  readonly team_info: Team
  readonly keys: readonly KeyView[]
  readonly team_memberships: readonly TeamMembership[]
}

export type TeamRemoveInput = {
  readonly team_ids: readonly string[]
}

export type TeamRemoveOutput = {
  readonly deleted_teams: readonly string[]
  readonly deleted_keys: readonly string[]
}

export type TeamListInput = {
  readonly user_id?: string | undefined
  readonly organization_id?: string | undefined
}

export type TeamPageInput = {
  /** A part of the id or the alias */
  readonly search?: string | undefined
  readonly team_id?: string | undefined
  readonly team_alias?: string | undefined
  readonly organization_id?: string | undefined
  /** Teams this user belongs to */
  readonly user_id?: string | undefined
  readonly page?: number | undefined
  readonly page_size?: number | undefined
  readonly sort_by?: "created_at" | "updated_at" | "alias" | "id" | "max_budget" | "spend" | "total_spend" | undefined
  readonly sort_order?: "asc" | "desc" | undefined
}

export type TeamPageOutput = {
  readonly teams: readonly Team[]
  readonly total: number
  readonly page: number
  readonly page_size: number
  readonly total_pages: number
}

export type TeamAvailableOutput = readonly {
  readonly team_id: string
  readonly team_alias: string | null
  readonly models: readonly string[]
}[]

export type TeamBlockInput = {
  readonly team_id: string
}

export type TeamAddMemberInput = {
  readonly team_id: string
  readonly member:
    | {
        readonly user_id?: (string | null) | undefined
        /** Instead of user_id: the user is found, or made, by it */
        readonly user_email?: (string | null) | undefined
        readonly role?: "admin" | "user" | undefined
      }
    | readonly {
        readonly user_id?: (string | null) | undefined
        /** Instead of user_id: the user is found, or made, by it */
        readonly user_email?: (string | null) | undefined
        readonly role?: "admin" | "user" | undefined
      }[]
  /** Dollars this member may spend of the team */
  readonly max_budget_in_team?: ((number | string) | null) | undefined
  /** The member's budget starts anew this often */
  readonly budget_duration?: (string | null) | undefined
  /** Models the member may use; empty is the team's */
  readonly allowed_models?: (readonly string[] | null) | undefined
  /** Tokens a minute of this member */
  readonly tpm_limit?: (number | null) | undefined
  /** Requests a minute of this member */
  readonly rpm_limit?: (number | null) | undefined
  /** Dollars this member may spend of the team, by model */
  readonly model_max_budget?:
    | (Readonly<
        Record<
          string,
          | ((number | string) | string)
          | {
              readonly max_budget?: (((number | string) | string) | null) | undefined
              readonly budget_limit?: (((number | string) | string) | null) | undefined
              readonly budget_duration?: (string | null) | undefined
              readonly time_period?: (string | null) | undefined
              readonly rpm_limit?: (number | null) | undefined
              readonly tpm_limit?: (number | null) | undefined
            }
        >
      > | null)
    | undefined
}

export type TeamAddMemberOutput = Team & {
  readonly updated_users: readonly {
    readonly user_id: string
    readonly user_email?: unknown
  }[]
  readonly updated_team_memberships: readonly TeamMembership[]
}

export type TeamUpdateMemberInput = {
  readonly team_id: string
  readonly user_id?: (string | null) | undefined
  /** Instead of user_id: the user is found, or made, by it */
  readonly user_email?: (string | null) | undefined
  readonly role?: ("admin" | "user" | null) | undefined
  /** Dollars this member may spend of the team */
  readonly max_budget_in_team?: ((number | string) | null) | undefined
  /** The member's budget starts anew this often */
  readonly budget_duration?: (string | null) | undefined
  /** Models the member may use; empty is the team's */
  readonly allowed_models?: (readonly string[] | null) | undefined
  /** Tokens a minute of this member */
  readonly tpm_limit?: (number | null) | undefined
  /** Requests a minute of this member */
  readonly rpm_limit?: (number | null) | undefined
  /** Dollars this member may spend of the team, by model */
  readonly model_max_budget?:
    | (Readonly<
        Record<
          string,
          | ((number | string) | string)
          | {
              readonly max_budget?: (((number | string) | string) | null) | undefined
              readonly budget_limit?: (((number | string) | string) | null) | undefined
              readonly budget_duration?: (string | null) | undefined
              readonly time_period?: (string | null) | undefined
              readonly rpm_limit?: (number | null) | undefined
              readonly tpm_limit?: (number | null) | undefined
            }
        >
      > | null)
    | undefined
}

export type TeamRemoveMemberInput = {
  readonly team_id: string
  readonly user_id?: (string | null) | undefined
  /** Instead of user_id: the user is found, or made, by it */
  readonly user_email?: (string | null) | undefined
}

export type TeamPermissionsOutput = {
  readonly team_id: string
  readonly team_member_permissions: readonly string[]
  readonly all_available_permissions: readonly string[]
}

export type TeamSetPermissionsInput = {
  readonly team_id: string
  readonly team_member_permissions: readonly string[]
}

export type OrganizationCreateInput = {
  /** Chosen at random when it is left out */
  readonly organization_id?: (string | null) | undefined
  /** A name for people */
  readonly organization_alias: string
  /** Models they may use; empty is all */
  readonly models?: (readonly string[] | null) | undefined
  /** Dollars; null is no limit, 0 leaves what costs nothing */
  readonly max_budget?: ((number | string) | null) | undefined
  /** Dollars; spending more is told in the log, and refuses nobody */
  readonly soft_budget?: ((number | string) | null) | undefined
  /** Tokens in a budget window; null is no limit */
  readonly max_token_budget?: (number | null) | undefined
  /** The budget starts anew this often: "1d", "1mo", "weekly" */
  readonly budget_duration?: (string | null) | undefined
  /** Tokens a minute */
  readonly tpm_limit?: (number | null) | undefined
  /** Requests a minute */
  readonly rpm_limit?: (number | null) | undefined
  readonly max_parallel_requests?: (number | null) | undefined
  readonly blocked?: (boolean | null) | undefined
  readonly metadata?: (Readonly<Record<string, unknown>> | null) | undefined
  /** Dollars by model: {"gpt-4o": 0.5}, or {"gpt-4o": {"max_budget": 0.5, "budget_duration": "1d"}} */
  readonly model_max_budget?:
    | (Readonly<
        Record<
          string,
          | ((number | string) | string)
          | {
              readonly max_budget?: (((number | string) | string) | null) | undefined
              readonly budget_limit?: (((number | string) | string) | null) | undefined
              readonly budget_duration?: (string | null) | undefined
              readonly time_period?: (string | null) | undefined
              readonly rpm_limit?: (number | null) | undefined
              readonly tpm_limit?: (number | null) | undefined
            }
        >
      > | null)
    | undefined
  /** Requests a minute, by model */
  readonly model_rpm_limit?: (Readonly<Record<string, number>> | null) | undefined
  /** Tokens a minute, by model */
  readonly model_tpm_limit?: (Readonly<Record<string, number>> | null) | undefined
  /** By model */
  readonly model_max_parallel_requests?: (Readonly<Record<string, number>> | null) | undefined
  /** Tokens a day: midnight to midnight in the configured time zone */
  readonly tpd_limit?: (number | null) | undefined
  /** Several budgets at once: [{"budget_duration": "1d", "max_budget": 5}, …] */
  readonly budget_limits?:
    | (
        | readonly {
            readonly budget_duration: string
            readonly max_budget: (number | string) | string
            /** Not taken: a window ends where its duration says */
            readonly reset_at?: unknown | undefined
          }[]
        | null
      )
    | undefined
  /** Takes over the limits of this shared budget */
  readonly budget_id?: (string | null) | undefined
}

export type OrganizationUpdateInput = {
  readonly organization_id: string
  readonly organization_alias?: (string | null) | undefined
  /** Sets the spend of the running budget window, in dollars */
  readonly spend?: ((number | string) | null) | undefined
  /** Models they may use; empty is all */
  readonly models?: (readonly string[] | null) | undefined
  /** Dollars; null is no limit, 0 leaves what costs nothing */
  readonly max_budget?: ((number | string) | null) | undefined
  /** Dollars; spending more is told in the log, and refuses nobody */
  readonly soft_budget?: ((number | string) | null) | undefined
  /** Tokens in a budget window; null is no limit */
  readonly max_token_budget?: (number | null) | undefined
  /** The budget starts anew this often: "1d", "1mo", "weekly" */
  readonly budget_duration?: (string | null) | undefined
  /** Tokens a minute */
  readonly tpm_limit?: (number | null) | undefined
  /** Requests a minute */
  readonly rpm_limit?: (number | null) | undefined
  readonly max_parallel_requests?: (number | null) | undefined
  readonly blocked?: (boolean | null) | undefined
  readonly metadata?: (Readonly<Record<string, unknown>> | null) | undefined
  /** Dollars by model: {"gpt-4o": 0.5}, or {"gpt-4o": {"max_budget": 0.5, "budget_duration": "1d"}} */
  readonly model_max_budget?:
    | (Readonly<
        Record<
          string,
          | ((number | string) | string)
          | {
              readonly max_budget?: (((number | string) | string) | null) | undefined
              readonly budget_limit?: (((number | string) | string) | null) | undefined
              readonly budget_duration?: (string | null) | undefined
              readonly time_period?: (string | null) | undefined
              readonly rpm_limit?: (number | null) | undefined
              readonly tpm_limit?: (number | null) | undefined
            }
        >
      > | null)
    | undefined
  /** Requests a minute, by model */
  readonly model_rpm_limit?: (Readonly<Record<string, number>> | null) | undefined
  /** Tokens a minute, by model */
  readonly model_tpm_limit?: (Readonly<Record<string, number>> | null) | undefined
  /** By model */
  readonly model_max_parallel_requests?: (Readonly<Record<string, number>> | null) | undefined
  /** Tokens a day: midnight to midnight in the configured time zone */
  readonly tpd_limit?: (number | null) | undefined
  /** Several budgets at once: [{"budget_duration": "1d", "max_budget": 5}, …] */
  readonly budget_limits?:
    | (
        | readonly {
            readonly budget_duration: string
            readonly max_budget: (number | string) | string
            /** Not taken: a window ends where its duration says */
            readonly reset_at?: unknown | undefined
          }[]
        | null
      )
    | undefined
  /** Takes over the limits of this shared budget */
  readonly budget_id?: (string | null) | undefined
}

export type OrganizationInfoInput = {
  readonly organization_id: string
}

export type OrganizationInfoPostInput = {
  readonly organizations: readonly string[]
}

export type OrganizationListInput = {
  /** Only this one */
  readonly org_id?: string | undefined
  /** A part of the id or the alias */
  readonly org_alias?: string | undefined
  /** Organizations this user belongs to */
  readonly user_id?: string | undefined
}

export type OrganizationRemoveInput = {
  readonly organization_ids: readonly string[]
}

export type OrganizationAddMemberInput = {
  readonly organization_id: string
  readonly member:
    | {
        readonly user_id?: (string | null) | undefined
        /** Instead of user_id: the user is found, or made, by it */
        readonly user_email?: (string | null) | undefined
        readonly role?: "org_admin" | "internal_user" | "internal_user_viewer" | undefined
      }
    | readonly {
        readonly user_id?: (string | null) | undefined
        /** Instead of user_id: the user is found, or made, by it */
        readonly user_email?: (string | null) | undefined
        readonly role?: "org_admin" | "internal_user" | "internal_user_viewer" | undefined
      }[]
}

export type OrganizationAddMemberOutput = {
  readonly organization_id: string
  readonly updated_users: readonly {
    readonly user_id: string
    readonly user_email?: unknown
  }[]
  readonly updated_organization_memberships: readonly OrganizationMembership[]
}

export type OrganizationUpdateMemberInput = {
  readonly organization_id: string
  readonly user_id?: (string | null) | undefined
  /** Instead of user_id: the user is found, or made, by it */
  readonly user_email?: (string | null) | undefined
  readonly role?: ("org_admin" | "internal_user" | "internal_user_viewer" | null) | undefined
}

export type OrganizationRemoveMemberInput = {
  readonly organization_id: string
  readonly user_id?: (string | null) | undefined
  /** Instead of user_id: the user is found, or made, by it */
  readonly user_email?: (string | null) | undefined
}

export type UserCreateInput = {
  /** Chosen at random when it is left out */
  readonly user_id?: (string | null) | undefined
  /** Teams to join */
  readonly teams?:
    | (
        | readonly (
            | string
            | {
                readonly team_id: string
                readonly max_budget_in_team?: ((number | string) | null) | undefined
                readonly user_role?: ("admin" | "user" | null) | undefined
              }
          )[]
        | null
      )
    | undefined
  /** One team to join; LiteLLM's older name */
  readonly team_id?: (string | null) | undefined
  /** Make the user a key at once */
  readonly auto_create_key?: boolean | undefined
  readonly key_alias?: (string | null) | undefined
  /** How long that key is valid: "30d"; "-1" is for ever */
  readonly duration?: (string | null) | undefined
  /** Unique, whatever its letters' case */
  readonly user_email?: (string | null) | undefined
  /** A name for people */
  readonly user_alias?: (string | null) | undefined
  readonly user_role?:
    | ("proxy_admin" | "proxy_admin_viewer" | "internal_user" | "internal_user_viewer" | null)
    | undefined
  /** Models they may use; empty is all */
  readonly models?: (readonly string[] | null) | undefined
  /** Dollars; null is no limit, 0 leaves what costs nothing */
  readonly max_budget?: ((number | string) | null) | undefined
  /** Dollars; spending more is told in the log, and refuses nobody */
  readonly soft_budget?: ((number | string) | null) | undefined
  /** Tokens in a budget window; null is no limit */
  readonly max_token_budget?: (number | null) | undefined
  /** The budget starts anew this often: "1d", "1mo", "weekly" */
  readonly budget_duration?: (string | null) | undefined
  /** Tokens a minute */
  readonly tpm_limit?: (number | null) | undefined
  /** Requests a minute */
  readonly rpm_limit?: (number | null) | undefined
  readonly max_parallel_requests?: (number | null) | undefined
  readonly blocked?: (boolean | null) | undefined
  readonly metadata?: (Readonly<Record<string, unknown>> | null) | undefined
  /** Dollars by model: {"gpt-4o": 0.5}, or {"gpt-4o": {"max_budget": 0.5, "budget_duration": "1d"}} */
  readonly model_max_budget?:
    | (Readonly<
        Record<
          string,
          | ((number | string) | string)
          | {
              readonly max_budget?: (((number | string) | string) | null) | undefined
              readonly budget_limit?: (((number | string) | string) | null) | undefined
              readonly budget_duration?: (string | null) | undefined
              readonly time_period?: (string | null) | undefined
              readonly rpm_limit?: (number | null) | undefined
              readonly tpm_limit?: (number | null) | undefined
            }
        >
      > | null)
    | undefined
  /** Requests a minute, by model */
  readonly model_rpm_limit?: (Readonly<Record<string, number>> | null) | undefined
  /** Tokens a minute, by model */
  readonly model_tpm_limit?: (Readonly<Record<string, number>> | null) | undefined
  /** By model */
  readonly model_max_parallel_requests?: (Readonly<Record<string, number>> | null) | undefined
  /** Tokens a day: midnight to midnight in the configured time zone */
  readonly tpd_limit?: (number | null) | undefined
  /** Several budgets at once: [{"budget_duration": "1d", "max_budget": 5}, …] */
  readonly budget_limits?:
    | (
        | readonly {
            readonly budget_duration: string
            readonly max_budget: (number | string) | string
            /** Not taken: a window ends where its duration says */
            readonly reset_at?: unknown | undefined
          }[]
        | null
      )
    | undefined
  /** Organizations to join */
  readonly organizations?: (readonly string[] | null) | undefined
  /** Taken and ignored: LiteLLM's examples have it, and it does nothing there */
  readonly username?: unknown | undefined
  /** Taken and ignored: LiteLLM's examples have it, and it does nothing there */
  readonly email?: unknown | undefined
}

export type UserCreateOutput = User & {
  /** The user's first key. It is shown this once and stored nowhere. */
  readonly key: string | null
  readonly token: string | null
  readonly expires: string | null
}

export type UserUpdateInput = {
  readonly user_id?: (string | null) | undefined
  readonly spend?: ((number | string) | null) | undefined
  /** Unique, whatever its letters' case */
  readonly user_email?: (string | null) | undefined
  /** A name for people */
  readonly user_alias?: (string | null) | undefined
  readonly user_role?:
    | ("proxy_admin" | "proxy_admin_viewer" | "internal_user" | "internal_user_viewer" | null)
    | undefined
  /** Models they may use; empty is all */
  readonly models?: (readonly string[] | null) | undefined
  /** Dollars; null is no limit, 0 leaves what costs nothing */
  readonly max_budget?: ((number | string) | null) | undefined
  /** Dollars; spending more is told in the log, and refuses nobody */
  readonly soft_budget?: ((number | string) | null) | undefined
  /** Tokens in a budget window; null is no limit */
  readonly max_token_budget?: (number | null) | undefined
  /** The budget starts anew this often: "1d", "1mo", "weekly" */
  readonly budget_duration?: (string | null) | undefined
  /** Tokens a minute */
  readonly tpm_limit?: (number | null) | undefined
  /** Requests a minute */
  readonly rpm_limit?: (number | null) | undefined
  readonly max_parallel_requests?: (number | null) | undefined
  readonly blocked?: (boolean | null) | undefined
  readonly metadata?: (Readonly<Record<string, unknown>> | null) | undefined
  /** Dollars by model: {"gpt-4o": 0.5}, or {"gpt-4o": {"max_budget": 0.5, "budget_duration": "1d"}} */
  readonly model_max_budget?:
    | (Readonly<
        Record<
          string,
          | ((number | string) | string)
          | {
              readonly max_budget?: (((number | string) | string) | null) | undefined
              readonly budget_limit?: (((number | string) | string) | null) | undefined
              readonly budget_duration?: (string | null) | undefined
              readonly time_period?: (string | null) | undefined
              readonly rpm_limit?: (number | null) | undefined
              readonly tpm_limit?: (number | null) | undefined
            }
        >
      > | null)
    | undefined
  /** Requests a minute, by model */
  readonly model_rpm_limit?: (Readonly<Record<string, number>> | null) | undefined
  /** Tokens a minute, by model */
  readonly model_tpm_limit?: (Readonly<Record<string, number>> | null) | undefined
  /** By model */
  readonly model_max_parallel_requests?: (Readonly<Record<string, number>> | null) | undefined
  /** Tokens a day: midnight to midnight in the configured time zone */
  readonly tpd_limit?: (number | null) | undefined
  /** Several budgets at once: [{"budget_duration": "1d", "max_budget": 5}, …] */
  readonly budget_limits?:
    | (
        | readonly {
            readonly budget_duration: string
            readonly max_budget: (number | string) | string
            /** Not taken: a window ends where its duration says */
            readonly reset_at?: unknown | undefined
          }[]
        | null
      )
    | undefined
}

export type UserInfoInput = {
  readonly user_id?: string | undefined
  readonly user_email?: string | undefined
}

export type UserInfoOutput = {
  readonly user_id: string
  readonly user_info: User
  readonly keys: readonly KeyView[]
  readonly teams: readonly Team[]
}

export type UserLightInput = {
  readonly user_id: string
}

export type UserListInput = {
  readonly page?: number | undefined
  readonly page_size?: number | undefined
  /** Ids, separated by commas */
  readonly user_ids?: string | undefined
  /** A part of the email */
  readonly user_email?: string | undefined
  /** A part of the id, the alias or the email */
  readonly search?: string | undefined
  readonly role?: string | undefined
  /** Users of this team */
  readonly team?: string | undefined
  readonly sort_by?: "created_at" | "updated_at" | "alias" | "id" | "max_budget" | "spend" | "total_spend" | undefined
  readonly sort_order?: "asc" | "desc" | undefined
}

export type UserListOutput = {
  readonly users: readonly (User & {
    readonly key_count: number
  })[]
  readonly total: number
  readonly page: number
  readonly page_size: number
  readonly total_pages: number
}

export type UserRemoveInput = {
  readonly user_ids: readonly string[]
}

export type UserRemoveOutput = {
  readonly deleted_users: number
}

export type UserRolesOutput = Readonly<
  Record<
    string,
    {
      readonly ui_label: string
      readonly description: string
    }
  >
>

export type InvitationCreateOutput = Invitation & {
  /** The page where the invited sets a password, below the address of this gateway */
  readonly link: string
}

export type InvitationUpdateInput = {
  readonly invitation_id: string
  readonly is_accepted: boolean
}

export type InvitationInfoInput = {
  readonly invitation_id: string
}

export type InvitationOpenInput = {
  readonly invite_link: string
}

export type InvitationOpenOutput = {
  readonly login_url: string
  /** The link's secret again: what /onboarding/claim_token takes as invitation_link */
  readonly token: string
  readonly user_id: string
  readonly user_email: string | null
}

export type InvitationClaimInput = {
  readonly invitation_link: string
  readonly user_id?: string | undefined
  readonly password: string
}

export type InvitationClaimOutput = {
  readonly user_id: string
  readonly user_email: string | null
  readonly login_url: string
}

export type SessionListOutput = {
  readonly sessions: readonly Session[]
}

export type SessionRevokeInput = {
  readonly id?: string | undefined
  readonly others?: boolean | undefined
}

export type SessionRevokeOutput = {
  readonly revoked: number
}

export type SessionChangePasswordInput = {
  readonly current_password: string
  readonly new_password: string
}

export type SessionChangePasswordOutput = {
  readonly changed: true
}

export type SavedViewListInput = {
  /** The page of the dashboard it is for */
  readonly page?: "logs" | "usage" | "audit" | undefined
}

export type SavedViewListOutput = {
  readonly views: readonly SavedView[]
}

export type SavedViewCreateInput = {
  /** The page of the dashboard it is for */
  readonly page: "logs" | "usage" | "audit"
  readonly name: string
  /** The page's query string */
  readonly query: string
  /** Everybody sees it; an admin's to say */
  readonly shared?: boolean | undefined
}

export type SavedViewUpdateInput = {
  readonly view_id: string
  readonly name?: string | undefined
  /** The page's query string */
  readonly query?: string | undefined
  /** Everybody sees it; an admin's to say */
  readonly shared?: boolean | undefined
}

export type SavedViewDeleteInput = {
  readonly view_id: string
}

export type CustomerCreateInput = {
  /** What requests send as `user`, or as x-litellm-end-user-id */
  readonly user_id: string
  readonly spend?: ((number | string) | null) | undefined
  /** A name for people */
  readonly alias?: (string | null) | undefined
  /** A shared budget (POST /budget/new) instead of limits of their own */
  readonly budget_id?: (string | null) | undefined
  /** Models they may use; empty is all */
  readonly models?: (readonly string[] | null) | undefined
  /** Dollars; null is no limit, 0 leaves what costs nothing */
  readonly max_budget?: ((number | string) | null) | undefined
  /** Dollars; spending more is told in the log, and refuses nobody */
  readonly soft_budget?: ((number | string) | null) | undefined
  /** Tokens in a budget window; null is no limit */
  readonly max_token_budget?: (number | null) | undefined
  /** The budget starts anew this often: "1d", "1mo", "weekly" */
  readonly budget_duration?: (string | null) | undefined
  /** Tokens a minute */
  readonly tpm_limit?: (number | null) | undefined
  /** Requests a minute */
  readonly rpm_limit?: (number | null) | undefined
  readonly max_parallel_requests?: (number | null) | undefined
  readonly blocked?: (boolean | null) | undefined
  readonly metadata?: (Readonly<Record<string, unknown>> | null) | undefined
  /** Dollars by model: {"gpt-4o": 0.5}, or {"gpt-4o": {"max_budget": 0.5, "budget_duration": "1d"}} */
  readonly model_max_budget?:
    | (Readonly<
        Record<
          string,
          | ((number | string) | string)
          | {
              readonly max_budget?: (((number | string) | string) | null) | undefined
              readonly budget_limit?: (((number | string) | string) | null) | undefined
              readonly budget_duration?: (string | null) | undefined
              readonly time_period?: (string | null) | undefined
              readonly rpm_limit?: (number | null) | undefined
              readonly tpm_limit?: (number | null) | undefined
            }
        >
      > | null)
    | undefined
  /** Requests a minute, by model */
  readonly model_rpm_limit?: (Readonly<Record<string, number>> | null) | undefined
  /** Tokens a minute, by model */
  readonly model_tpm_limit?: (Readonly<Record<string, number>> | null) | undefined
  /** By model */
  readonly model_max_parallel_requests?: (Readonly<Record<string, number>> | null) | undefined
  /** Tokens a day: midnight to midnight in the configured time zone */
  readonly tpd_limit?: (number | null) | undefined
  /** Several budgets at once: [{"budget_duration": "1d", "max_budget": 5}, …] */
  readonly budget_limits?:
    | (
        | readonly {
            readonly budget_duration: string
            readonly max_budget: (number | string) | string
            /** Not taken: a window ends where its duration says */
            readonly reset_at?: unknown | undefined
          }[]
        | null
      )
    | undefined
  /** Taken and ignored: LiteLLM's examples have it, and it does nothing there */
  readonly allowed_region?: unknown | undefined
}

export type CustomerUpdateInput = {
  /** What requests send as `user`, or as x-litellm-end-user-id */
  readonly user_id: string
  readonly spend?: ((number | string) | null) | undefined
  /** A name for people */
  readonly alias?: (string | null) | undefined
  /** A shared budget (POST /budget/new) instead of limits of their own */
  readonly budget_id?: (string | null) | undefined
  /** Models they may use; empty is all */
  readonly models?: (readonly string[] | null) | undefined
  /** Dollars; null is no limit, 0 leaves what costs nothing */
  readonly max_budget?: ((number | string) | null) | undefined
  /** Dollars; spending more is told in the log, and refuses nobody */
  readonly soft_budget?: ((number | string) | null) | undefined
  /** Tokens in a budget window; null is no limit */
  readonly max_token_budget?: (number | null) | undefined
  /** The budget starts anew this often: "1d", "1mo", "weekly" */
  readonly budget_duration?: (string | null) | undefined
  /** Tokens a minute */
  readonly tpm_limit?: (number | null) | undefined
  /** Requests a minute */
  readonly rpm_limit?: (number | null) | undefined
  readonly max_parallel_requests?: (number | null) | undefined
  readonly blocked?: (boolean | null) | undefined
  readonly metadata?: (Readonly<Record<string, unknown>> | null) | undefined
  /** Dollars by model: {"gpt-4o": 0.5}, or {"gpt-4o": {"max_budget": 0.5, "budget_duration": "1d"}} */
  readonly model_max_budget?:
    | (Readonly<
        Record<
          string,
          | ((number | string) | string)
          | {
              readonly max_budget?: (((number | string) | string) | null) | undefined
              readonly budget_limit?: (((number | string) | string) | null) | undefined
              readonly budget_duration?: (string | null) | undefined
              readonly time_period?: (string | null) | undefined
              readonly rpm_limit?: (number | null) | undefined
              readonly tpm_limit?: (number | null) | undefined
            }
        >
      > | null)
    | undefined
  /** Requests a minute, by model */
  readonly model_rpm_limit?: (Readonly<Record<string, number>> | null) | undefined
  /** Tokens a minute, by model */
  readonly model_tpm_limit?: (Readonly<Record<string, number>> | null) | undefined
  /** By model */
  readonly model_max_parallel_requests?: (Readonly<Record<string, number>> | null) | undefined
  /** Tokens a day: midnight to midnight in the configured time zone */
  readonly tpd_limit?: (number | null) | undefined
  /** Several budgets at once: [{"budget_duration": "1d", "max_budget": 5}, …] */
  readonly budget_limits?:
    | (
        | readonly {
            readonly budget_duration: string
            readonly max_budget: (number | string) | string
            /** Not taken: a window ends where its duration says */
            readonly reset_at?: unknown | undefined
          }[]
        | null
      )
    | undefined
}

export type CustomerInfoInput = {
  readonly end_user_id: string
}

export type CustomerListInput = {
  readonly search?: string | undefined
  readonly page?: number | undefined
  readonly page_size?: number | undefined
}

export type CustomerRemoveOutput = {
  readonly deleted_customers: number
}

export type CustomerBlockOutput = {
  readonly blocked_users: readonly Customer[]
}

export type CustomerUnblockOutput = {
  readonly unblocked_users: readonly Customer[]
}

export type TagCreateInput = {
  /** What requests send in x-litellm-tags or metadata.tags */
  readonly name: string
  readonly description?: (string | null) | undefined
  /** A shared budget (POST /budget/new) instead of limits of its own */
  readonly budget_id?: (string | null) | undefined
  /** Models they may use; empty is all */
  readonly models?: (readonly string[] | null) | undefined
  /** Dollars; null is no limit, 0 leaves what costs nothing */
  readonly max_budget?: ((number | string) | null) | undefined
  /** Dollars; spending more is told in the log, and refuses nobody */
  readonly soft_budget?: ((number | string) | null) | undefined
  /** Tokens in a budget window; null is no limit */
  readonly max_token_budget?: (number | null) | undefined
  /** The budget starts anew this often: "1d", "1mo", "weekly" */
  readonly budget_duration?: (string | null) | undefined
  /** Tokens a minute */
  readonly tpm_limit?: (number | null) | undefined
  /** Requests a minute */
  readonly rpm_limit?: (number | null) | undefined
  readonly max_parallel_requests?: (number | null) | undefined
  readonly blocked?: (boolean | null) | undefined
  readonly metadata?: (Readonly<Record<string, unknown>> | null) | undefined
  /** Dollars by model: {"gpt-4o": 0.5}, or {"gpt-4o": {"max_budget": 0.5, "budget_duration": "1d"}} */
  readonly model_max_budget?:
    | (Readonly<
        Record<
          string,
          | ((number | string) | string)
          | {
              readonly max_budget?: (((number | string) | string) | null) | undefined
              readonly budget_limit?: (((number | string) | string) | null) | undefined
              readonly budget_duration?: (string | null) | undefined
              readonly time_period?: (string | null) | undefined
              readonly rpm_limit?: (number | null) | undefined
              readonly tpm_limit?: (number | null) | undefined
            }
        >
      > | null)
    | undefined
  /** Requests a minute, by model */
  readonly model_rpm_limit?: (Readonly<Record<string, number>> | null) | undefined
  /** Tokens a minute, by model */
  readonly model_tpm_limit?: (Readonly<Record<string, number>> | null) | undefined
  /** By model */
  readonly model_max_parallel_requests?: (Readonly<Record<string, number>> | null) | undefined
  /** Tokens a day: midnight to midnight in the configured time zone */
  readonly tpd_limit?: (number | null) | undefined
  /** Several budgets at once: [{"budget_duration": "1d", "max_budget": 5}, …] */
  readonly budget_limits?:
    | (
        | readonly {
            readonly budget_duration: string
            readonly max_budget: (number | string) | string
            /** Not taken: a window ends where its duration says */
            readonly reset_at?: unknown | undefined
          }[]
        | null
      )
    | undefined
}

export type TagInfoInput = {
  readonly names: readonly string[]
}

export type TagRemoveInput = {
  readonly name: string
}

export type TagRemoveOutput = {
  readonly message: string
}

export type BudgetCreateInput = {
  readonly budget_id?: (string | null) | undefined
  /** Dollars; null is no limit */
  readonly max_budget?: ((number | string) | null) | undefined
  /** Dollars; spending more is told in the log, and refuses nobody */
  readonly soft_budget?: ((number | string) | null) | undefined
  /** The budget starts anew this often: "1d", "1mo" */
  readonly budget_duration?: (string | null) | undefined
  /** Tokens a minute */
  readonly tpm_limit?: (number | null) | undefined
  /** Requests a minute */
  readonly rpm_limit?: (number | null) | undefined
  readonly max_parallel_requests?: (number | null) | undefined
  /** Dollars by model: {"gpt-4o": 0.5}, or {"gpt-4o": {"max_budget": 0.5, "budget_duration": "1d"}} */
  readonly model_max_budget?:
    | (Readonly<
        Record<
          string,
          | ((number | string) | string)
          | {
              readonly max_budget?: (((number | string) | string) | null) | undefined
              readonly budget_limit?: (((number | string) | string) | null) | undefined
              readonly budget_duration?: (string | null) | undefined
              readonly time_period?: (string | null) | undefined
              readonly rpm_limit?: (number | null) | undefined
              readonly tpm_limit?: (number | null) | undefined
            }
        >
      > | null)
    | undefined
  /** Tokens a day: midnight to midnight in the configured time zone */
  readonly tpd_limit?: (number | null) | undefined
}

export type BudgetUpdateInput = {
  readonly budget_id: string
  /** Dollars; null is no limit */
  readonly max_budget?: ((number | string) | null) | undefined
  /** Dollars; spending more is told in the log, and refuses nobody */
  readonly soft_budget?: ((number | string) | null) | undefined
  /** The budget starts anew this often: "1d", "1mo" */
  readonly budget_duration?: (string | null) | undefined
  /** Tokens a minute */
  readonly tpm_limit?: (number | null) | undefined
  /** Requests a minute */
  readonly rpm_limit?: (number | null) | undefined
  readonly max_parallel_requests?: (number | null) | undefined
  /** Dollars by model: {"gpt-4o": 0.5}, or {"gpt-4o": {"max_budget": 0.5, "budget_duration": "1d"}} */
  readonly model_max_budget?:
    | (Readonly<
        Record<
          string,
          | ((number | string) | string)
          | {
              readonly max_budget?: (((number | string) | string) | null) | undefined
              readonly budget_limit?: (((number | string) | string) | null) | undefined
              readonly budget_duration?: (string | null) | undefined
              readonly time_period?: (string | null) | undefined
              readonly rpm_limit?: (number | null) | undefined
              readonly tpm_limit?: (number | null) | undefined
            }
        >
      > | null)
    | undefined
  /** Tokens a day: midnight to midnight in the configured time zone */
  readonly tpd_limit?: (number | null) | undefined
}

export type BudgetInfoInput = {
  readonly budgets: readonly string[]
}

export type BudgetRemoveInput = {
  readonly id: string
}

export type BudgetRequestAskInput = {
  /** The key or its hash */
  readonly key?: (string | null) | undefined
  readonly team_id?: (string | null) | undefined
  /** Dollars it should be, not dollars more */
  readonly max_budget: number | string
  readonly reason?: (string | null) | undefined
}

export type BudgetRequestListInput = {
  readonly status?: "pending" | "approved" | "declined" | "withdrawn" | undefined
  readonly page?: number | undefined
  readonly page_size?: number | undefined
}

export type BudgetRequestListOutput = {
  readonly requests: readonly BudgetRequest[]
  readonly total: number
  readonly page: number
  readonly page_size: number
  readonly total_pages: number
}

export type BudgetRequestApproveInput = {
  readonly request_id: string
  /** Dollars; what was asked unless given */
  readonly max_budget?: ((number | string) | null) | undefined
  readonly note?: (string | null) | undefined
}

export type BudgetRequestDeclineInput = {
  readonly request_id: string
  readonly note?: (string | null) | undefined
}

export type BudgetRequestWithdrawInput = {
  readonly request_id: string
}

export type ProviderBudgetsOutput = {
  readonly providers: Readonly<Record<string, ProviderBudget>>
}

export type ModelInfoInput = {
  /** Only the deployment with this id */
  readonly litellm_model_id?: string | undefined
  /** Only deployments of this name */
  readonly model?: string | undefined
}

export type ModelInfoOutput = {
  readonly data: readonly Model[]
}

export type ModelInfoV2Input = {
  /** Only deployments of this name */
  readonly model?: string | undefined
  /** Only the deployment with this id */
  readonly modelId?: string | undefined
  /** Only names that hold this, whatever their case */
  readonly search?: string | undefined
  readonly page?: number | undefined
  readonly size?: number | undefined
}

export type ModelInfoV2Output = {
  readonly data: readonly Model[]
  readonly total_count: number
  readonly current_page: number
  readonly total_pages: number
  readonly size: number
}

export type ModelNewInput = {
  /** What clients ask for */
  readonly model_name: string
  /** As in the config: model, api_key, api_base, rpm … It is stored encrypted; os.environ/NAME stays a reference */
  readonly litellm_params: Readonly<Record<string, unknown>>
  readonly model_info?:
    | ({
        /** The deployment's id */
        readonly id?: string | undefined
      } | null)
    | undefined
}

export type ModelNewOutput = {
  readonly model_id: string
  readonly model_name: string
  /** As given, secrets hidden */
  readonly litellm_params: Readonly<Record<string, unknown>>
  readonly model_info: Readonly<Record<string, unknown>>
  readonly blocked: boolean
  readonly created_at: string
  readonly created_by: string | null
  readonly updated_at: string
  readonly updated_by: string | null
}

export type ModelUpdateInput = {
  readonly model_name?: (string | null) | undefined
  /** What changes; null removes a field */
  readonly litellm_params?: (Readonly<Record<string, unknown>> | null) | undefined
  /** What changes; null removes a field */
  readonly model_info?:
    | ({
        /** The deployment's id */
        readonly id?: string | undefined
      } | null)
    | undefined
  /** Or model_info.id */
  readonly model_id?: string | undefined
}

export type ModelPatchInput = {
  readonly model_name?: (string | null) | undefined
  /** What changes; null removes a field */
  readonly litellm_params?: (Readonly<Record<string, unknown>> | null) | undefined
  /** What changes; null removes a field */
  readonly model_info?:
    | ({
        /** The deployment's id */
        readonly id?: string | undefined
      } | null)
    | undefined
}

export type ModelBlockInput = {
  readonly model_id: string
}

export type ModelTestInput = {
  /** A deployment's id, from /model/info */
  readonly model_id?: string | undefined
  /** A model that is not stored yet; with model_id, what would change of an added one */
  readonly litellm_params?: Readonly<Record<string, unknown>> | undefined
  readonly model_info?: (Readonly<Record<string, unknown>> | null) | undefined
  /** What the model serves, where the price table does not know it: chat, embedding */
  readonly mode?: (string | null) | undefined
}

export type ModelTestOutput = {
  readonly status: "success" | "error"
  readonly result: {
    readonly error?: string
  }
  readonly ok: boolean
  /** Of the provider's answer */
  readonly http_status: number
  readonly latency_ms: number
  readonly message: string
  /** Dollars; not booked as spend */
  readonly cost: number
}

export type ProviderModelsInput = {
  /** A prefix, from /public/providers */
  readonly provider: string
}

export type ProviderModelsOutput = {
  readonly data: readonly CatalogModel[]
}

export type CredentialCreateInput = {
  readonly credential_name: string
  /** Parameters (api_key, api_base …) for the models that name it; kept encrypted */
  readonly credential_values: Readonly<Record<string, unknown>>
  /** What is known of it, kept as it is: not a place for secrets */
  readonly credential_info?: (Readonly<Record<string, unknown>> | null) | undefined
}

export type CredentialCreateOutput = {
  readonly success: true
  readonly message: string
}

export type CredentialListOutput = {
  readonly success: true
  readonly credentials: readonly Credential[]
}

export type CredentialChangeInput = {
  /** The name in the path again */
  readonly credential_name?: string | undefined
  /** Parameters (api_key, api_base …) for the models that name it; kept encrypted */
  readonly credential_values?: Readonly<Record<string, unknown>> | undefined
  /** What is known of it, kept as it is: not a place for secrets */
  readonly credential_info?: (Readonly<Record<string, unknown>> | null) | undefined
}

export type RoutingLiveOutput = {
  readonly routing_strategy: string
  /** What the strategy compares */
  readonly compares: string
  readonly num_retries: number
  /** Seconds; null: nobody is set aside */
  readonly cooldown_time: number | null
  /** Null: judged by what failed and how often */
  readonly allowed_fails: number | null
  readonly groups: readonly RoutedGroup[]
}

export type SpendPageInput = {
  /** A key, its hash, or "master" */
  readonly api_key?: string | undefined
  readonly key_alias?: string | undefined
  /** The provider's model */
  readonly model?: string | undefined
  /** The name the client asked for */
  readonly model_group?: string | undefined
  readonly model_id?: string | undefined
  readonly provider?: string | undefined
  readonly status_filter?: "success" | "failure" | "client_disconnect" | "interrupted" | undefined
  readonly end_user?: string | undefined
  readonly user_id?: string | undefined
  readonly team_id?: string | undefined
  readonly organization_id?: string | undefined
  /** One of the request's tags */
  readonly tag?: string | undefined
  /** Answered by the response cache, or not */
  readonly cache_hit?: boolean | undefined
  /** The request's id or the client's call id */
  readonly request_id?: string | undefined
  readonly error_code?: string | undefined
  /** A part of the message */
  readonly error_message?: string | undefined
  /** A part of an id, alias, user, model or error message */
  readonly search?: string | undefined
  /** A date ("2026-11-30", UTC) or a moment ("2026-11-30T12:00:00Z") */
  readonly start_date?: string | undefined
  /** A date ("2026-11-30", UTC) or a moment ("2026-11-30T12:00:00Z") */
  readonly end_date?: string | undefined
  /** Dollars */
  readonly min_spend?: number | undefined
  /** Dollars */
  readonly max_spend?: number | undefined
  readonly page?: number | undefined
  readonly page_size?: number | undefined
  /** next_cursor of the page before; then page does not count */
  readonly cursor?: string | undefined
  readonly sort_by?: "startTime" | undefined
  readonly sort_order?: "desc" | undefined
}

export type SpendPageOutput = {
  readonly data: readonly LogRow[]
  /** Rows that match, counted up to 10000; a search without an index counts among 25000 rows */
  readonly total: number
  readonly total_is_capped: boolean
  readonly page: number
  readonly page_size: number
  readonly total_pages: number
  /** Give it as cursor to get the following rows; null at the end. A search that reads far ends a page early */
  readonly next_cursor: string | null
}

export type SpendLiveInput = {
  /** A key, its hash, or "master" */
  readonly api_key?: string | undefined
  readonly key_alias?: string | undefined
  /** The provider's model */
  readonly model?: string | undefined
  /** The name the client asked for */
  readonly model_group?: string | undefined
  readonly model_id?: string | undefined
  readonly provider?: string | undefined
  readonly status_filter?: "success" | "failure" | "client_disconnect" | "interrupted" | undefined
  readonly end_user?: string | undefined
  readonly user_id?: string | undefined
  readonly team_id?: string | undefined
  readonly organization_id?: string | undefined
  /** One of the request's tags */
  readonly tag?: string | undefined
  /** Answered by the response cache, or not */
  readonly cache_hit?: boolean | undefined
  readonly error_code?: string | undefined
  /** A part of the message */
  readonly error_message?: string | undefined
  /** A part of an id, alias, user, model or error message */
  readonly search?: string | undefined
  /** Dollars */
  readonly min_spend?: number | undefined
  /** Dollars */
  readonly max_spend?: number | undefined
}

export type SpendLiveOutput = {
  /** New rows that match, newest first */
  readonly data: readonly LogRow[]
  /** Further new rows that were not looked at, because too many came at once */
  readonly skipped: number
}

export type SpendReplayInput = {
  readonly request_id: string
  /** Whom to ask */
  readonly model: string
  /** A key of one's own or its hash: it pays, and what it may call holds. The admin may leave it out: the master key */
  readonly key?: string | undefined
}

export type SpendReplayOutput = {
  /** Of the new request: the log has its tokens, cost and times */
  readonly request_id: string
  readonly http_status: number
  /** The answer in the dialect of the request, or why there is none */
  readonly body: unknown
}

export type SpendOneForUiInput = {
  readonly start_date?: string | undefined
  readonly end_date?: string | undefined
}

export type SpendOneForUiOutput = LogRow & {
  readonly request: unknown
  readonly response: unknown
  /** False: bodies are not kept unless store_prompts_in_spend_logs is set */
  readonly prompts_stored: boolean
  /** Kept with the bodies, by the same setting */
  readonly wire: WireBodies | null
  readonly team_id: string | null
  readonly organization_id: string | null
  readonly metadata: Readonly<Record<string, unknown>>
}

export type SpendListInput = {
  /** A key or its hash */
  readonly api_key?: string | undefined
  readonly user_id?: string | undefined
  readonly request_id?: string | undefined
  /** A date ("2026-11-30", UTC) or a moment ("2026-11-30T12:00:00Z") */
  readonly start_date?: string | undefined
  /** A date ("2026-11-30", UTC) or a moment ("2026-11-30T12:00:00Z") */
  readonly end_date?: string | undefined
  /** With both dates: sums by day instead of rows */
  readonly summarize?: boolean | undefined
}

export type SpendListOutput =
  | readonly (LogRow & {
      readonly team_id: string | null
      readonly organization_id: string | null
      readonly request_tags: readonly string[]
      readonly metadata: Readonly<Record<string, unknown>>
    })[]
  | readonly {
      /** The day, UTC */
      readonly startTime: string
      readonly spend: number
      readonly users: Readonly<Record<string, number>>
      readonly models: Readonly<Record<string, number>>
    }[]

export type UsageDailyInput = {
  /** First day, in the viewer's zone */
  readonly start_date: string
  /** Last day, in the viewer's zone */
  readonly end_date: string
  /** Minutes the viewer is behind UTC, as JavaScript's getTimezoneOffset gives them */
  readonly timezone?: number | undefined
  /** A key, its hash, or "master" */
  readonly api_key?: string | undefined
  /** A model, by the client's or the provider's name */
  readonly model?: string | undefined
  /** Only keys of this user */
  readonly user_id?: string | undefined
}

export type UsageDailyOutput = {
  readonly results: readonly {
    /** YYYY-MM-DD in the viewer's zone; days without use are left out */
    readonly date: string
    readonly metrics: UsageMetrics
    readonly breakdown: {
      readonly models: Readonly<
        Record<
          string,
          {
            readonly metrics: UsageMetrics
          }
        >
      >
      readonly model_groups: Readonly<
        Record<
          string,
          {
            readonly metrics: UsageMetrics
          }
        >
      >
      readonly providers: Readonly<
        Record<
          string,
          {
            readonly metrics: UsageMetrics
          }
        >
      >
      /** The 500 keys that spent most */
      readonly api_keys: Readonly<
        Record<
          string,
          {
            readonly metrics: UsageMetrics
            readonly metadata: {
              readonly key_alias: string | null
              readonly key_name: string | null
            }
          }
        >
      >
    }
  }[]
  readonly metadata: {
    /** Dollars, from the hourly aggregates */
    readonly total_spend: number
    readonly total_prompt_tokens: number
    readonly total_completion_tokens: number
    readonly total_tokens: number
    readonly total_api_requests: number
    readonly total_successful_requests: number
    readonly total_failed_requests: number
    /** Dollars, summed on its own from the rows of the request log, as far as the last check of all of it does not reach */
    readonly ledger_spend: number
    readonly page: number
    readonly total_pages: number
    readonly has_more: boolean
  }
}

export type UsageGlobalOutput = {
  readonly daily_data: readonly {
    readonly date: string
    readonly api_requests: number
    readonly total_tokens: number
  }[]
  readonly sum_api_requests: number
  readonly sum_total_tokens: number
}

export type UsageSeriesInput = {
  /** First day, in the viewer's zone */
  readonly start_date: string
  /** Last day, in the viewer's zone */
  readonly end_date: string
  /** Minutes the viewer is behind UTC */
  readonly timezone?: number | undefined
  /** By hour at most 14 days */
  readonly granularity?: "day" | "hour" | undefined
  readonly group_by?: "model" | "key" | "provider" | "team" | "user" | "organization" | "customer" | "tag" | undefined
}

export type UsageSeriesOutput = {
  readonly results: readonly {
    /** 2026-11-30, or 2026-11-30T14:00 by hour, in the viewer's zone; without use left out */
    readonly date: string
    /** Of all requests, also of those that belong to none of the group */
    readonly metrics: UsageMetrics
    readonly breakdown: {
      /** A request with two tags is in both */
      readonly entities: Readonly<
        Record<
          string,
          {
            readonly metrics: UsageMetrics
            readonly metadata: {
              readonly alias: string | null
            }
          }
        >
      >
    }
  }[]
  readonly metadata: {
    readonly group_by: string
    readonly granularity: string
  }
}

export type UsageSavingsInput = {
  /** First day, in the viewer's zone */
  readonly start_date: string
  /** Last day, in the viewer's zone */
  readonly end_date: string
  /** Minutes the viewer is behind UTC */
  readonly timezone?: number | undefined
  /** By hour at most 14 days */
  readonly granularity?: "day" | "hour" | undefined
}

export type UsageSavingsOutput = {
  readonly results: readonly {
    /** 2026-11-30, or 2026-11-30T14:00 by hour, in the viewer's zone; without use left out */
    readonly date: string
    readonly hits: number
    /** Dollars */
    readonly saved: number
  }[]
  readonly metadata: {
    readonly total_hits: number
    /** Dollars */
    readonly total_saved: number
  }
}

export type UsageModelsOutput = readonly {
  readonly daily_data: readonly {
    readonly date: string
    readonly api_requests: number
    readonly total_tokens: number
  }[]
  readonly sum_api_requests: number
  readonly sum_total_tokens: number
  readonly model: string
}[]

export type UsageOverviewInput = {
  /** 24h by hour; 7d and 30d by the viewer's day */
  readonly range?: "24h" | "7d" | "30d" | undefined
  /** Minutes the viewer is behind UTC, as JavaScript's getTimezoneOffset gives them */
  readonly timezone?: number | undefined
}

export type UsageOverviewOutput = {
  readonly current: {
    readonly start: string
    readonly end: string
    readonly figures: OverviewFigures
  }
  /** As long, just before, and cut where this one stands now. Sums are cut at whole hours of UTC */
  readonly previous: {
    readonly start: string
    readonly end: string
    readonly figures: OverviewFigures
  }
  readonly slots: readonly {
    /** Dollars */
    readonly spend: number
    readonly requests: number
    readonly failures: number
    readonly prompt_tokens: number
    readonly completion_tokens: number
    /** Milliseconds of a successful request, first to last byte; null: there was none */
    readonly latency_p50_ms: number | null
    /** Milliseconds of a successful request, first to last byte; null: there was none */
    readonly latency_p95_ms: number | null
    readonly start: string
  }[]
  /** There were too many requests to measure each; money and counts are exact */
  readonly latency_is_sampled: boolean
  readonly top_keys: readonly {
    readonly spend: number
    readonly requests: number
    readonly failures: number
    readonly api_key: string
    readonly key_alias: string | null
    readonly key_name: string | null
  }[]
  readonly top_models: readonly {
    readonly spend: number
    readonly requests: number
    readonly failures: number
    readonly model_group: string
  }[]
  /** Most failures first; at least one */
  readonly failing_models: readonly {
    readonly spend: number
    readonly requests: number
    readonly failures: number
    readonly model_group: string
  }[]
}

export type UsageBudgetsInput = {
  /** Of the budget, spent in the running window */
  readonly min_share?: number | undefined
  readonly limit?: number | undefined
}

export type UsageBudgetsOutput = {
  readonly budgets: readonly {
    readonly kind: "key" | "gateway" | "organization" | "team" | "user" | "customer" | "tag" | "provider" | "deployment"
    /** A key's hash, or the id of the account */
    readonly id: string
    readonly name: string
    /** Dollars spent in the running window */
    readonly spend: number
    readonly max_budget: number
    /** spend / max_budget: 1 and more is used up */
    readonly share: number
    readonly budget_duration: string | null
    readonly budget_reset_at: string | null
    /** When it is used up at the recent pace, as GET /usage/burndown has it; null: not before it starts anew, or it is already */
    readonly projected_at: string | null
  }[]
  readonly total: number
}

export type UsageBurndownInput = {
  /** What has the budget */
  readonly kind: "key" | "gateway" | "organization" | "team" | "user" | "customer" | "tag" | "provider" | "deployment"
  /** A key or its hash, or the id of the account, as GET /usage/budgets has it */
  readonly id: string
  /** Minutes the viewer is behind UTC */
  readonly timezone?: number | undefined
}

export type UsageBurndownOutput = {
  readonly kind: "key" | "gateway" | "organization" | "team" | "user" | "customer" | "tag" | "provider" | "deployment"
  readonly id: string
  readonly name: string
  readonly max_budget: number
  /** Dollars spent in the running window */
  readonly spend: number
  /** max_budget - spend; below zero when more was spent */
  readonly remaining: number
  readonly budget_duration: string | null
  /** Of a budget that never starts anew: when what has it was made */
  readonly window_start: string
  readonly budget_reset_at: string | null
  /** Windows of up to eight days by hour, longer ones by the viewer's days */
  readonly granularity: "hour" | "day"
  /** From the start of the window, at most a year ago, until now */
  readonly points: readonly {
    readonly at: string
    /** By requests since the point before; in the first, what no hour of the window has */
    readonly spend: number
    /** Then */
    readonly remaining: number
  }[]
  /** The last day, or by day the last seven, as far as the window goes back */
  readonly recent_since: string
  /** Since then: the pace of the projection */
  readonly recent_spend: number
  /** When nothing is left at the recent pace; null: not before it starts anew, or nothing is left already */
  readonly projected_at: string | null
  /** Left when it starts anew, at the recent pace; null: it never does */
  readonly projected_remaining: number | null
}

export type ReportsTeamActivityInput = {
  /** First day, in the viewer's zone */
  readonly start_date: string
  /** Last day, in the viewer's zone */
  readonly end_date: string
  /** Minutes the viewer is behind UTC */
  readonly timezone?: number | undefined
  readonly model?: string | undefined
  /** Only these, separated by commas */
  readonly team_ids?: string | undefined
  readonly format?: "json" | "csv" | undefined
}

export type ReportsOrganizationActivityInput = {
  /** First day, in the viewer's zone */
  readonly start_date: string
  /** Last day, in the viewer's zone */
  readonly end_date: string
  /** Minutes the viewer is behind UTC */
  readonly timezone?: number | undefined
  readonly model?: string | undefined
  /** Only these, separated by commas */
  readonly organization_ids?: string | undefined
  readonly format?: "json" | "csv" | undefined
}

export type ReportsCustomerActivityInput = {
  /** First day, in the viewer's zone */
  readonly start_date: string
  /** Last day, in the viewer's zone */
  readonly end_date: string
  /** Minutes the viewer is behind UTC */
  readonly timezone?: number | undefined
  readonly model?: string | undefined
  /** Only these, separated by commas */
  readonly end_user_ids?: string | undefined
  readonly format?: "json" | "csv" | undefined
}

export type ReportsTagActivityInput = {
  /** First day, in the viewer's zone */
  readonly start_date: string
  /** Last day, in the viewer's zone */
  readonly end_date: string
  /** Minutes the viewer is behind UTC */
  readonly timezone?: number | undefined
  readonly model?: string | undefined
  /** Only these, separated by commas */
  readonly tags?: string | undefined
  readonly format?: "json" | "csv" | undefined
}

export type LedgerLastOutput = {
  /** Null: never checked yet */
  readonly last: Verified | null
}

export type LedgerEntriesInput = {
  /** A key, its hash, or "team:…", "user:…", "customer:…" … */
  readonly account?: string | undefined
  readonly request_id?: string | undefined
  readonly job_id?: string | undefined
  readonly page?: number | undefined
  readonly page_size?: number | undefined
}

export type LedgerEntriesOutput = {
  readonly data: readonly LedgerEntry[]
  readonly page: number
  readonly page_size: number
  readonly has_more: boolean
}

export type LedgerRepriceInput = {
  /** A date ("2026-11-30", UTC) or a moment ("2026-11-30T12:00:00Z") */
  readonly start_date: string
  /** A date ("2026-11-30", UTC) or a moment ("2026-11-30T12:00:00Z") */
  readonly end_date: string
  /** Only this model, by the client's or the provider's name */
  readonly model?: (string | null) | undefined
  readonly provider?: (string | null) | undefined
  /** What those requests cost, by LiteLLM's names (input_cost_per_token …); without it, the prices in force now */
  readonly price?: (Readonly<Record<string, unknown>> | null) | undefined
  /** Only say what would change */
  readonly dry_run?: boolean | undefined
}

export type LedgerRepriceOutput =
  | {
      /** Requests that were looked at */
      readonly rows: number
      /** Of them, those that cost something else */
      readonly changed: number
      readonly skipped: {
        readonly no_price: number
        readonly several_prices: number
        readonly reported_by_provider: number
      }
      readonly spend_before: number
      readonly spend_after: number
      readonly difference: number
      /** The 100 that change most */
      readonly by_key: readonly {
        readonly name: string
        readonly requests: number
        /** Dollars */
        readonly difference: number
      }[]
      /** The 100 that change most */
      readonly by_team: readonly {
        readonly name: string
        readonly requests: number
        /** Dollars */
        readonly difference: number
      }[]
      /** The 100 that change most */
      readonly by_model: readonly {
        readonly name: string
        readonly requests: number
        /** Dollars */
        readonly difference: number
      }[]
      readonly dry_run: true
    }
  | {
      readonly job_id: string
      readonly status: "running" | "done"
      /** Requests it has looked at so far */
      readonly rows: number
      /** Of them, those that cost something else */
      readonly changed: number
      /** Of them, those that keep their cost for want of one price */
      readonly skipped: number
      readonly spend_before: number
      readonly spend_after: number
      /** Dollars */
      readonly difference: number
      readonly created_at: string
      readonly created_by: string
      readonly finished_at: string | null
      readonly dry_run: false
    }

export type GlobalSpendTotalInput = {
  /** First day, UTC; 30 days ago when it is left out */
  readonly start_date?: string | undefined
  /** Last day, UTC; today when it is left out */
  readonly end_date?: string | undefined
}

export type GlobalSpendTotalOutput = {
  readonly spend: number
  /** Null: the gateway as a whole has none */
  readonly max_budget: number | null
}

export type GlobalSpendReportInput = {
  /** First day, UTC */
  readonly start_date: string
  /** Last day, UTC */
  readonly end_date: string
  /** team, unless a filter says otherwise */
  readonly group_by?:
    | "team"
    | "customer"
    | "api_key"
    | "model"
    | "user"
    | "tag"
    | "organization"
    | "provider"
    | undefined
  /** Only this key, by itself or by hash; groups by api_key */
  readonly api_key?: string | undefined
  /** Only this user; groups by user */
  readonly internal_user_id?: string | undefined
  /** Only this team; groups by team */
  readonly team_id?: string | undefined
  /** Only this customer; groups by customer */
  readonly customer_id?: string | undefined
  readonly format?: "json" | "csv" | undefined
}

export type GlobalSpendReportOutput = readonly (
  | {
      readonly group_by_day: string
    }
  | {
      readonly api_key: string
      readonly total_cost: number
      readonly model_details: readonly Readonly<Record<string, unknown>>[]
    }
)[]

export type GlobalSpendDaysInput = {
  /** First day, UTC; 30 days ago when it is left out */
  readonly start_date?: string | undefined
  /** Last day, UTC; today when it is left out */
  readonly end_date?: string | undefined
  readonly api_key?: string | undefined
  readonly format?: "json" | "csv" | undefined
}

export type GlobalSpendDaysOutput = readonly {
  readonly date: string
  readonly spend: number
}[]

export type GlobalSpendKeysInput = {
  /** First day, UTC; 30 days ago when it is left out */
  readonly start_date?: string | undefined
  /** Last day, UTC; today when it is left out */
  readonly end_date?: string | undefined
  readonly limit?: number | undefined
  readonly format?: "json" | "csv" | undefined
}

export type GlobalSpendTeamsInput = {
  /** First day, UTC; 30 days ago when it is left out */
  readonly start_date?: string | undefined
  /** Last day, UTC; today when it is left out */
  readonly end_date?: string | undefined
  readonly format?: "json" | "csv" | undefined
}

export type GlobalSpendTeamsOutput = {
  readonly daily_spend: readonly {
    readonly date: string
  }[]
  readonly teams: readonly string[]
  readonly total_spend_per_team: readonly {
    readonly team_id: string
    readonly team_alias: string | null
    readonly total_spend: number
  }[]
}

export type GlobalSpendTagsInput = {
  /** First day, UTC; 30 days ago when it is left out */
  readonly start_date?: string | undefined
  /** Last day, UTC; today when it is left out */
  readonly end_date?: string | undefined
  /** Only these, separated by commas */
  readonly tags?: string | undefined
  readonly format?: "json" | "csv" | undefined
}

export type GlobalSpendTagsOutput = {
  readonly spend_per_tag: readonly {
    readonly name: string
    readonly spend: number
    readonly log_count: number
  }[]
}

export type GlobalSpendSpendTagsOutput = readonly {
  readonly individual_request_tag: string
  readonly log_count: number
  readonly total_spend: number
}[]

export type GlobalSpendSpendKeysInput = {
  readonly limit?: number | undefined
}

export type GlobalSpendSpendUsersInput = {
  readonly limit?: number | undefined
  readonly user_id?: string | undefined
}

export type GlobalSpendCalculateInput = {
  readonly model?: (string | null) | undefined
  /** Costs of sending these, without an answer */
  readonly messages?: (readonly Readonly<Record<string, unknown>>[] | null) | undefined
  /** An answer as a provider gave it: its usage is priced */
  readonly completion_response?:
    | ({
        readonly model?: string | undefined
        readonly usage?: Readonly<Record<string, unknown>> | undefined
      } | null)
    | undefined
}

export type GlobalSpendCalculateOutput = {
  /** Dollars */
  readonly cost: number
}

export type GlobalSpendEstimateInput = {
  readonly model: string
  readonly input_tokens?: number | undefined
  readonly output_tokens?: number | undefined
  /** Part of input_tokens */
  readonly cache_read_input_tokens?: (number | null) | undefined
  /** Part of input_tokens */
  readonly cache_creation_input_tokens?: (number | null) | undefined
  /** Part of output_tokens */
  readonly reasoning_tokens?: (number | null) | undefined
  readonly num_requests_per_day?: (number | null) | undefined
  readonly num_requests_per_month?: (number | null) | undefined
}

export type GlobalSpendEstimateOutput = {
  readonly model: string
  readonly provider: string
  readonly input_tokens: number
  readonly output_tokens: number
  readonly num_requests_per_day: number | null
  readonly num_requests_per_month: number | null
  readonly cost_per_request: number
  readonly input_cost_per_request: number
  readonly output_cost_per_request: number
  readonly margin_cost_per_request: number
  readonly daily_cost: number | null
  readonly daily_input_cost: number | null
  readonly daily_output_cost: number | null
  readonly daily_margin_cost: number | null
  readonly monthly_cost: number | null
  readonly monthly_input_cost: number | null
  readonly monthly_output_cost: number | null
  readonly monthly_margin_cost: number | null
  readonly input_cost_per_token: number
  readonly output_cost_per_token: number
}

export type SpendReportsKeyInput = {
  /** First day, UTC */
  readonly start_date: string
  /** Last day, UTC */
  readonly end_date: string
  readonly format?: "json" | "csv" | undefined
  /** The key */
  readonly api_key?: string | undefined
}

export type SpendReportsUserInput = {
  /** First day, UTC */
  readonly start_date: string
  /** Last day, UTC */
  readonly end_date: string
  readonly format?: "json" | "csv" | undefined
  /** The user */
  readonly internal_user_id?: string | undefined
}

export type SpendReportsTeamInput = {
  /** First day, UTC */
  readonly start_date: string
  /** Last day, UTC */
  readonly end_date: string
  readonly format?: "json" | "csv" | undefined
  /** The team */
  readonly team_id?: string | undefined
}

export type SpendReportsOrganizationInput = {
  /** First day, UTC */
  readonly start_date: string
  /** Last day, UTC */
  readonly end_date: string
  readonly format?: "json" | "csv" | undefined
  /** The organization */
  readonly organization_id?: string | undefined
}

export type SpendReportsResetOutput = {
  readonly message: string
  readonly status: "success"
  readonly keys: number
  readonly teams: number
}

export type CachePingOutput = {
  readonly status: "healthy"
  readonly cache_type: string
  readonly ping_response: true
  readonly set_cache_response: "success"
  /** The settings in force as JSON, without addresses and secrets */
  readonly litellm_cache_params: string
}

export type CacheDeleteOutput = {
  readonly status: "success"
}

export type CacheHitsInput = {
  /** First day, UTC; 30 days ago when it is left out */
  readonly start_date?: string | undefined
  /** Last day, UTC; today when it is left out */
  readonly end_date?: string | undefined
  /** Hashes of keys, separated by commas */
  readonly api_keys?: string | undefined
  /** Names clients ask for, separated by commas */
  readonly models?: string | undefined
}

export type CacheHitsOutput = readonly {
  readonly api_key: string
  readonly call_type: string
  /** The name clients ask for */
  readonly model: string
  /** Requests */
  readonly total_rows: number
  /** Answered from the cache */
  readonly cache_hit_true_rows: number
  /** Tokens that were not read again */
  readonly cached_prompt_tokens: number
  /** Tokens that were not written again */
  readonly cached_completion_tokens: number
  readonly generated_completion_tokens: number
  /** Dollars the answers cost that were given again */
  readonly saved_cache_cost: number
}[]

export type HealthServicesInput = {
  /** What is asked */
  readonly service: "database" | "cache"
}

export type HealthServicesOutput = {
  readonly status: "success"
  readonly service: "database" | "cache"
  readonly message: string
}

export type MemoryListInput = {
  /** The `user` of requests */
  readonly user_id?: string | undefined
  /** Whose: `team:<id>`, `user:<id>`, `key:<hash>`, `master` */
  readonly tenant?: string | undefined
  /** A part of the fact */
  readonly search?: string | undefined
  readonly page?: number | undefined
  readonly page_size?: number | undefined
}

export type MemoryListOutput = {
  readonly facts: readonly Fact[]
  readonly total: number
  readonly page: number
  readonly page_size: number
}

export type MemoryUsersInput = {
  /** A part of the user's id */
  readonly search?: string | undefined
  readonly page?: number | undefined
  readonly page_size?: number | undefined
}

export type MemoryUsersOutput = {
  readonly users: readonly {
    readonly user_id: string
    readonly tenant: string
    readonly facts: number
    readonly updated_at: string
  }[]
  /** There is another page */
  readonly more: boolean
  readonly page: number
  readonly page_size: number
}

export type MemoryCreateInput = {
  /** The `user` of requests */
  readonly user_id: string
  /** Whose: `team:<id>`, `user:<id>`, `key:<hash>`, `master` */
  readonly tenant?: string | undefined
  readonly fact: string
}

export type MemoryUpdateInput = {
  readonly fact: string
}

export type MemoryEraseOutput = {
  readonly deleted: number
}

export type MemoryEraseUserInput = {
  /** The `user` of requests */
  readonly user_id: string
  /** Whose: `team:<id>`, `user:<id>`, `key:<hash>`, `master` */
  readonly tenant?: string | undefined
}

export type AuditListInput = {
  readonly page?: number | undefined
  readonly page_size?: number | undefined
  readonly changed_by?: string | undefined
  readonly changed_by_api_key?: string | undefined
  readonly action?: string | undefined
  readonly table_name?: string | undefined
  readonly object_id?: string | undefined
  readonly start_date?: (string | string) | undefined
  /** A day is meant to its end */
  readonly end_date?: (string | string) | undefined
  readonly sort_order?: "asc" | "desc" | undefined
}

export type AuditListOutput = {
  readonly audit_logs: readonly AuditView[]
  readonly total: number
  readonly page: number
  readonly page_size: number
  readonly total_pages: number
}

export type AuditVerifyOutput = {
  readonly ok: boolean
  readonly rows: number
  /** The newest row's hash; noted elsewhere, it proves later that nothing was cut off at the end */
  readonly head: string
  /** The first row that is not what was written */
  readonly broken: {
    readonly id: number
    readonly why: string
  } | null
}

export type ConfigFindingsOutput = {
  readonly findings: readonly {
    readonly severity: "error" | "warning" | "info"
    readonly where: string
    readonly message: string
  }[]
}

export type ConfigReloadOutput = {
  readonly ok: boolean
  /** Deployments now served */
  readonly models: number
  readonly findings: readonly {
    readonly severity: "error" | "warning" | "info"
    readonly where: string
    readonly message: string
  }[]
}

export type SettingsListInput = {
  /** Only this section */
  readonly config_type?: "general_settings" | "litellm_settings" | "router_settings" | undefined
}

export type SettingsFieldInput = {
  readonly config_type?: "general_settings" | "litellm_settings" | "router_settings" | undefined
  /** Below the section; parts of a map with a dot: cache_params.ttl */
  readonly field_name: string
}

export type SettingsUpdateFieldInput = {
  readonly config_type?: "general_settings" | "litellm_settings" | "router_settings" | undefined
  /** Below the section; parts of a map with a dot: cache_params.ttl */
  readonly field_name: string
  readonly field_value: unknown
  /** The version this was made for; another one counts: 409 */
  readonly expected_version?: (number | null) | undefined
}

export type SettingsDeleteFieldInput = {
  readonly config_type?: "general_settings" | "litellm_settings" | "router_settings" | undefined
  /** Below the section; parts of a map with a dot: cache_params.ttl */
  readonly field_name: string
  /** The version this was made for; another one counts: 409 */
  readonly expected_version?: (number | null) | undefined
}

export type SettingsUpdateInput = {
  /** Each setting and what it is to be; null: what is stored no longer counts, the config file does again */
  readonly general_settings?: (Readonly<Record<string, unknown>> | null) | undefined
  /** Each setting and what it is to be; null: what is stored no longer counts, the config file does again */
  readonly litellm_settings?: (Readonly<Record<string, unknown>> | null) | undefined
  /** Each setting and what it is to be; null: what is stored no longer counts, the config file does again */
  readonly router_settings?: (Readonly<Record<string, unknown>> | null) | undefined
  /** The version this was made for; another one counts: 409 */
  readonly expected_version?: (number | null) | undefined
}

export type SettingsPreviewInput = {
  /** Each setting and what it is to be; null: what is stored no longer counts, the config file does again */
  readonly general_settings?: (Readonly<Record<string, unknown>> | null) | undefined
  /** Each setting and what it is to be; null: what is stored no longer counts, the config file does again */
  readonly litellm_settings?: (Readonly<Record<string, unknown>> | null) | undefined
  /** Each setting and what it is to be; null: what is stored no longer counts, the config file does again */
  readonly router_settings?: (Readonly<Record<string, unknown>> | null) | undefined
  /** As GET /config/versions lists them; 0: the config file alone */
  readonly version?: number | undefined
}

export type SettingsVersionsInput = {
  readonly page?: number | undefined
  readonly page_size?: number | undefined
}

export type SettingsVersionsOutput = {
  readonly versions: readonly SettingsVersion[]
  /** The version that counts; 0: nothing was ever stored */
  readonly current: number
  /** Why nothing can be changed here */
  readonly closed: string | null
  readonly total: number
  readonly page: number
  readonly total_pages: number
}

export type SettingsRollbackInput = {
  /** As GET /config/versions lists them; 0: the config file alone */
  readonly version: number
  /** The version this was made for; another one counts: 409 */
  readonly expected_version?: (number | null) | undefined
}

/** Every management route: what it takes (query of a GET, body of a POST) and what it answers. */
export interface Api {
  /** Create a virtual key. The answer shows the key this once. */
  "POST /key/generate": { input: KeyGenerateInput; output: KeyGenerateOutput }
  /** Create a key that belongs to a team and to nobody in it */
  "POST /key/service-account/generate": { input: KeyServiceAccountInput; output: KeyGenerateOutput }
  /** Give a key a new secret, shown this once; the old one is refused at once or after a grace period */
  "POST /key/regenerate": { input: KeyRegenerateInput; output: KeyGenerateOutput }
  /** Give a key a new secret, shown this once; the old one is refused at once or after a grace period */
  "POST /key/:key/regenerate": { input: KeyRegenerateInput; output: KeyGenerateOutput }
  /** Fetch the secret an automatic rotation gave a key, once. The key's old secret may do so while it works. */
  "POST /key/:key/rotated": { input: Record<string, never>; output: KeyRotatedOutput }
  /** One key with its spend; without `key`, the calling key itself */
  "GET /key/info": { input: KeyInfoInput; output: KeyInfoOutput }
  /** Change a key: what is given and nothing else, null clears */
  "POST /key/update": { input: KeyUpdateInput; output: KeyUpdateOutput }
  /** Change many keys, each on its own */
  "POST /key/bulk_update": { input: KeyBulkUpdateInput; output: KeyBulkUpdateOutput }
  /** Lower a key's spend in the running budget window; its history stays */
  "POST /key/:key/reset_spend": { input: KeyResetSpendInput; output: KeyResetSpendOutput }
  /** Many keys with their spend; unknown ones are left out */
  "POST /v2/key/info": { input: KeyInfosInput; output: KeyInfosOutput }
  /** The names keys have, a page at a time */
  "GET /key/aliases": { input: KeyAliasesInput; output: KeyAliasesOutput }
  /** Delete keys, by key, hash or alias: all of them or none */
  "POST /key/delete": { input: KeyRemoveInput; output: KeyRemoveOutput }
  /** What new keys get where nothing is said, and the most they may have */
  "GET /key/limits": { input: Record<string, never>; output: KeyLimitsOutput }
  /** Keys, a page at a time */
  "GET /key/list": { input: KeyListInput; output: KeyListOutput }
  /** Block a key: it is refused until it is unblocked */
  "POST /key/block": { input: KeyBlockInput; output: KeyView }
  /** Unblock a key */
  "POST /key/unblock": { input: KeyBlockInput; output: KeyView }
  /** Make a team: people who share models, limits and a budget */
  "POST /team/new": { input: TeamCreateInput; output: TeamCreateOutput }
  /** Change a team: what is given and nothing else, null clears */
  "POST /team/update": { input: TeamUpdateInput; output: TeamCreateOutput }
  /** One team with its members, their budgets in it, and its keys */
  "GET /team/info": { input: TeamInfoInput; output: TeamInfoOutput }
  /** Delete teams and their keys: all of them or none. What they spent stays in the log. */
  "POST /team/delete": { input: TeamRemoveInput; output: TeamRemoveOutput }
  /** All teams, at most 1,000; page through more with GET /v2/team/list */
  "GET /team/list": { input: TeamListInput; output: readonly Team[] }
  /** A page of teams, filtered and sorted */
  "GET /v2/team/list": { input: TeamPageInput; output: TeamPageOutput }
  /** Teams the caller may join by themselves (default_internal_user_params.available_teams) */
  "GET /team/available": { input: Record<string, never>; output: TeamAvailableOutput }
  /** Refuse every request of the team's keys */
  "POST /team/block": { input: TeamBlockInput; output: Team }
  /** Take the team's block back */
  "POST /team/unblock": { input: TeamBlockInput; output: Team }
  /** Put people into a team, with a budget of their own in it if wanted */
  "POST /team/member_add": { input: TeamAddMemberInput; output: TeamAddMemberOutput }
  /** Change a member's role and budget in a team */
  "POST /team/member_update": { input: TeamUpdateMemberInput; output: TeamMembership }
  /** Take someone out of a team. What they spent stays in the log. */
  "POST /team/member_delete": { input: TeamRemoveMemberInput; output: Team }
  /** What members may do with the team's keys, and what they could be allowed */
  "GET /team/permissions_list": { input: TeamBlockInput; output: TeamPermissionsOutput }
  /** Set what members may do with the team's keys */
  "POST /team/permissions_update": { input: TeamSetPermissionsInput; output: TeamPermissionsOutput }
  /** Make an organization: teams that share models, limits and a budget */
  "POST /organization/new": { input: OrganizationCreateInput; output: Organization }
  /** Change an organization: what is given and nothing else, null clears */
  "PATCH /organization/update": { input: OrganizationUpdateInput; output: Organization }
  /** Change an organization: what is given and nothing else, null clears */
  "POST /organization/update": { input: OrganizationUpdateInput; output: Organization }
  /** One organization with its members and teams */
  "GET /organization/info": { input: OrganizationInfoInput; output: Organization }
  /** Organizations by id; unknown ones are left out */
  "POST /organization/info": { input: OrganizationInfoPostInput; output: readonly Organization[] }
  /** All organizations, at most 1,000 */
  "GET /organization/list": { input: OrganizationListInput; output: readonly Organization[] }
  /** Delete organizations with their teams and keys: all of them or none. What they spent stays in the log. */
  "DELETE /organization/delete": { input: OrganizationRemoveInput; output: readonly Organization[] }
  /** Delete organizations with their teams and keys: all of them or none. What they spent stays in the log. */
  "POST /organization/delete": { input: OrganizationRemoveInput; output: readonly Organization[] }
  /** Put people into an organization */
  "POST /organization/member_add": { input: OrganizationAddMemberInput; output: OrganizationAddMemberOutput }
  /** Change someone's role in an organization */
  "PATCH /organization/member_update": { input: OrganizationUpdateMemberInput; output: OrganizationMembership }
  /** Change someone's role in an organization */
  "POST /organization/member_update": { input: OrganizationUpdateMemberInput; output: OrganizationMembership }
  /** Take someone out of an organization */
  "DELETE /organization/member_delete": { input: OrganizationRemoveMemberInput; output: OrganizationMembership }
  /** Take someone out of an organization */
  "POST /organization/member_delete": { input: OrganizationRemoveMemberInput; output: OrganizationMembership }
  /** Make a user, in teams if wanted, with a first key */
  "POST /user/new": { input: UserCreateInput; output: UserCreateOutput }
  /** Change a user, named by id or email: what is given and nothing else, null clears */
  "POST /user/update": { input: UserUpdateInput; output: User }
  /** One user with their keys and teams; without user_id, the caller */
  "GET /user/info": { input: UserInfoInput; output: UserInfoOutput }
  /** One user */
  "GET /v2/user/info": { input: UserLightInput; output: User }
  /** A page of users, filtered and sorted */
  "GET /user/list": { input: UserListInput; output: UserListOutput }
  /** Delete users with their keys: all of them or none. What they spent stays in the log. */
  "POST /user/delete": { input: UserRemoveInput; output: UserRemoveOutput }
  /** The roles a user can have */
  "GET /user/available_roles": { input: Record<string, never>; output: UserRolesOutput }
  /** Invite a user: the answer's link, shown this once, lets them set a password within seven days */
  "POST /invitation/new": { input: UserLightInput; output: InvitationCreateOutput }
  /** Mark an invitation as used, so that nobody can use it any more */
  "POST /invitation/update": { input: InvitationUpdateInput; output: Invitation }
  /** One invitation: whom it is for, until when, whether it was used */
  "GET /invitation/info": { input: InvitationInfoInput; output: Invitation }
  /** Take an invitation back */
  "POST /invitation/delete": { input: InvitationInfoInput; output: Invitation }
  /** What an invitation's link is for; needs no key but the link */
  "GET /onboarding/get_token": { input: InvitationOpenInput; output: InvitationOpenOutput }
  /** Set the invited user's password, once; needs no key but the link */
  "POST /onboarding/claim_token": { input: InvitationClaimInput; output: InvitationClaimOutput }
  /** Where one is logged in to the dashboard */
  "GET /session/list": { input: Record<string, never>; output: SessionListOutput }
  /** End one of one's sessions, or with `others` all but the one that asks */
  "POST /session/revoke": { input: SessionRevokeInput; output: SessionRevokeOutput }
  /** Change one's own password; all other sessions of the user end */
  "POST /user/password/change": { input: SessionChangePasswordInput; output: SessionChangePasswordOutput }
  /** One's saved views and those shared with everybody, by name */
  "GET /saved_view/list": { input: SavedViewListInput; output: SavedViewListOutput }
  /** Keep the filters of a page under a name */
  "POST /saved_view/new": { input: SavedViewCreateInput; output: SavedView }
  /** Rename a view, give it other filters, share it or no more */
  "POST /saved_view/update": { input: SavedViewUpdateInput; output: SavedView }
  /** Forget a view */
  "POST /saved_view/delete": { input: SavedViewDeleteInput; output: SavedViewDeleteInput }
  /** Make a customer: who your users' requests are for, with limits of their own */
  "POST /customer/new": { input: CustomerCreateInput; output: Customer }
  /** Change a customer: what is given and nothing else, null clears */
  "POST /customer/update": { input: CustomerUpdateInput; output: Customer }
  /** One customer; also one that nobody made and requests have named, with what they spent */
  "GET /customer/info": { input: CustomerInfoInput; output: Customer }
  /** Customers, at most 1,000 a page */
  "GET /customer/list": { input: CustomerListInput; output: readonly Customer[] }
  /** Delete customers: all of them or none. What they spent stays in the log. */
  "POST /customer/delete": { input: UserRemoveInput; output: CustomerRemoveOutput }
  /** Refuse every request for these customers; unknown ones are made, blocked */
  "POST /customer/block": { input: UserRemoveInput; output: CustomerBlockOutput }
  /** Take customers' blocks back */
  "POST /customer/unblock": { input: UserRemoveInput; output: CustomerUnblockOutput }
  /** Make a customer: who your users' requests are for, with limits of their own */
  "POST /end_user/new": { input: CustomerCreateInput; output: Customer }
  /** Change a customer: what is given and nothing else, null clears */
  "POST /end_user/update": { input: CustomerUpdateInput; output: Customer }
  /** One customer; also one that nobody made and requests have named, with what they spent */
  "GET /end_user/info": { input: CustomerInfoInput; output: Customer }
  /** Customers, at most 1,000 a page */
  "GET /end_user/list": { input: CustomerListInput; output: readonly Customer[] }
  /** Delete customers: all of them or none. What they spent stays in the log. */
  "POST /end_user/delete": { input: UserRemoveInput; output: CustomerRemoveOutput }
  /** Refuse every request for these customers; unknown ones are made, blocked */
  "POST /end_user/block": { input: UserRemoveInput; output: CustomerBlockOutput }
  /** Take customers' blocks back */
  "POST /end_user/unblock": { input: UserRemoveInput; output: CustomerUnblockOutput }
  /** Make a tag: spend of requests that carry it is counted, and limited if wanted */
  "POST /tag/new": { input: TagCreateInput; output: Tag }
  /** Change a tag: what is given and nothing else, null clears */
  "POST /tag/update": { input: TagCreateInput; output: Tag }
  /** Tags by name; unknown ones are left out */
  "POST /tag/info": { input: TagInfoInput; output: Readonly<Record<string, Tag>> }
  /** Tags, at most 1,000 a page */
  "GET /tag/list": { input: CustomerListInput; output: readonly Tag[] }
  /** Delete a tag. What was spent under it stays in the log. */
  "POST /tag/delete": { input: TagRemoveInput; output: TagRemoveOutput }
  /** Make a budget with a name, for keys, organizations, customers and tags to take over */
  "POST /budget/new": { input: BudgetCreateInput; output: Budget }
  /** Change a budget: what is given and nothing else. Who took it over keeps what they took. */
  "POST /budget/update": { input: BudgetUpdateInput; output: Budget }
  /** Budgets by id; unknown ones are left out */
  "POST /budget/info": { input: BudgetInfoInput; output: readonly Budget[] }
  /** All budgets, at most 1,000, with who took them over */
  "GET /budget/list": { input: Record<string, never>; output: readonly ListedBudget[] }
  /** Delete a budget. Who took it over keeps what they took. */
  "POST /budget/delete": { input: BudgetRemoveInput; output: Budget }
  /** Ask for a larger budget: of one's own key, of oneself in a team, or without either of oneself */
  "POST /budget/request": { input: BudgetRequestAskInput; output: BudgetRequest }
  /** Requests for a larger budget: one's own, and those one may decide on */
  "GET /budget/request/list": { input: BudgetRequestListInput; output: BudgetRequestListOutput }
  /** Raise the budget to what was asked, or to another amount */
  "POST /budget/request/approve": { input: BudgetRequestApproveInput; output: BudgetRequest }
  /** Leave the budget as it is */
  "POST /budget/request/decline": { input: BudgetRequestDeclineInput; output: BudgetRequest }
  /** Take back a request of one's own */
  "POST /budget/request/withdraw": { input: BudgetRequestWithdrawInput; output: BudgetRequest }
  /** What each provider with a budget may cost, has cost, and when its budget begins anew */
  "GET /provider/budgets": { input: Record<string, never>; output: ProviderBudgetsOutput }
  /** The deployments of this gateway with their prices; a key sees those it may use */
  "GET /model/info": { input: ModelInfoInput; output: ModelInfoOutput }
  /** The deployments of this gateway with their prices; a key sees those it may use */
  "GET /v1/model/info": { input: ModelInfoInput; output: ModelInfoOutput }
  /** The same, a page at a time */
  "GET /v2/model/info": { input: ModelInfoV2Input; output: ModelInfoV2Output }
  /** Add a deployment; it serves at once, in every process. Its parameters are stored encrypted */
  "POST /model/new": { input: ModelNewInput; output: ModelNewOutput }
  /** Change an added deployment: what is given replaces what was there */
  "POST /model/update": { input: ModelUpdateInput; output: ModelNewOutput }
  /** The same, the deployment named in the path */
  "PATCH /model/:model_id/update": { input: ModelPatchInput; output: ModelNewOutput }
  /** Remove an added deployment */
  "POST /model/delete": { input: BudgetRemoveInput; output: TagRemoveOutput }
  /** Keep an added deployment and ask it no more */
  "POST /model/block": { input: ModelBlockInput; output: ModelNewOutput }
  /** Ask a blocked deployment again */
  "POST /model/unblock": { input: ModelBlockInput; output: ModelNewOutput }
  /** Send one small real request to a deployment, or to one that is not stored yet, and say what came of it */
  "POST /health/test_connection": { input: ModelTestInput; output: ModelTestOutput }
  /** The prefixes of all providers */
  "GET /public/providers": { input: Record<string, never>; output: readonly string[] }
  /** What a deployment of each provider is reached with: the fields of a form for it */
  "GET /public/providers/fields": { input: Record<string, never>; output: readonly ProviderFields[] }
  /** The models the price table knows of a provider */
  "GET /model/catalog": { input: ProviderModelsInput; output: ProviderModelsOutput }
  /** Store a credential that models can name as litellm_credential_name */
  "POST /credentials": { input: CredentialCreateInput; output: CredentialCreateOutput }
  /** The stored credentials, their secrets hidden; those of the config file are not among them */
  "GET /credentials": { input: Record<string, never>; output: CredentialListOutput }
  /** One stored credential, its secrets hidden */
  "GET /credentials/by_name/:credential_name": { input: Record<string, never>; output: Credential }
  /** Change a credential: what is given and nothing else, null removes; the models that name it use it at once */
  "PATCH /credentials/:credential_name": { input: CredentialChangeInput; output: CredentialCreateOutput }
  /** Delete a credential no stored model names */
  "DELETE /credentials/:credential_name": { input: Record<string, never>; output: CredentialCreateOutput }
  /** Model groups, their fallbacks, and each deployment's health, limits and speed as this process knows them now */
  "GET /routing/live": { input: Record<string, never>; output: RoutingLiveOutput }
  /** The request log, newest first, by cursor or by page */
  "GET /spend/logs/v2": { input: SpendPageInput; output: SpendPageOutput }
  /** The request log, newest first, by cursor or by page */
  "GET /spend/logs/ui": { input: SpendPageInput; output: SpendPageOutput }
  /** New requests of the log as they end, as server-sent events */
  "GET /spend/logs/live": { input: SpendLiveInput; output: SpendLiveOutput }
  /** Ask another model what a logged request asked, billed to a key of one's own; the answer is not streamed */
  "POST /spend/logs/replay": { input: SpendReplayInput; output: SpendReplayOutput }
  /** One request of the log, with its bodies when they are stored */
  "GET /spend/logs/ui/:request_id": { input: SpendOneForUiInput; output: SpendOneForUiOutput }
  /** One request of the log, with its bodies when they are stored */
  "GET /spend/logs/:request_id": { input: SpendOneForUiInput; output: SpendOneForUiOutput }
  /** The request log as LiteLLM's older clients read it: rows, or sums by day */
  "GET /spend/logs": { input: SpendListInput; output: SpendListOutput }
  /** Spend, tokens and requests by day, and in each day by model, provider and key */
  "GET /user/daily/activity": { input: UsageDailyInput; output: UsageDailyOutput }
  /** Requests and tokens by day */
  "GET /global/activity": { input: UsageDailyInput; output: UsageGlobalOutput }
  /** Spend, tokens and requests by day or hour, in all and by model, key, provider, team, user, customer or tag */
  "GET /usage/series": { input: UsageSeriesInput; output: UsageSeriesOutput }
  /** Answers from the response cache by day or hour, and what they would have cost */
  "GET /usage/savings": { input: UsageSavingsInput; output: UsageSavingsOutput }
  /** The same by model, by the names clients ask for */
  "GET /global/activity/model": { input: UsageDailyInput; output: UsageModelsOutput }
  /** Money, requests, errors, tokens and latency now and before, by hour or day, and who spent most */
  "GET /usage/overview": { input: UsageOverviewInput; output: UsageOverviewOutput }
  /** Budgets that are nearly or wholly spent, the fullest first, and when each will be used up */
  "GET /usage/budgets": { input: UsageBudgetsInput; output: UsageBudgetsOutput }
  /** What was left of a budget over its running window, and when it is used up at the recent pace */
  "GET /usage/burndown": { input: UsageBurndownInput; output: UsageBurndownOutput }
  /** Spend, tokens and requests by day, and in each day by team and model */
  "GET /team/daily/activity": { input: ReportsTeamActivityInput; output: SubjectActivity }
  /** Spend, tokens and requests by day, and in each day by organization and model */
  "GET /organization/daily/activity": { input: ReportsOrganizationActivityInput; output: SubjectActivity }
  /** Spend, tokens and requests by day, and in each day by customer and model */
  "GET /customer/daily/activity": { input: ReportsCustomerActivityInput; output: SubjectActivity }
  /** Spend, tokens and requests by day, and in each day by customer and model */
  "GET /end_user/daily/activity": { input: ReportsCustomerActivityInput; output: SubjectActivity }
  /** Spend, tokens and requests by day, and in each day by tag and model */
  "GET /tag/daily/activity": { input: ReportsTagActivityInput; output: SubjectActivity }
  /** Do all sums of money agree with the request log, to the nano-dollar? */
  "GET /spend/verify": { input: Record<string, never>; output: Verified }
  /** What came of the last check of the ledger, the nightly one or one that was asked for */
  "GET /spend/verify/last": { input: Record<string, never>; output: LedgerLastOutput }
  /** What changed money besides requests, newest first */
  "GET /spend/entries": { input: LedgerEntriesInput; output: LedgerEntriesOutput }
  /** Compute what past requests cost anew: a preview or, with dry_run false, entries that correct it */
  "POST /spend/reprice": { input: LedgerRepriceInput; output: LedgerRepriceOutput }
  /** How far a re-price run is */
  "GET /spend/reprice/:job_id": { input: Record<string, never>; output: RepriceJob }
  /** Dollars spent by everyone in a range of days, the last 30 when none is given */
  "GET /global/spend": { input: GlobalSpendTotalInput; output: GlobalSpendTotalOutput }
  /** Spend by day and team, customer, key, model, user, tag, organization or provider; JSON or CSV */
  "GET /global/spend/report": { input: GlobalSpendReportInput; output: GlobalSpendReportOutput }
  /** Spend by day, of everyone or of one key */
  "GET /global/spend/logs": { input: GlobalSpendDaysInput; output: GlobalSpendDaysOutput }
  /** The keys that spent most */
  "GET /global/spend/keys": {
    input: GlobalSpendKeysInput
    output: readonly Readonly<Record<string, string | number | null>>[]
  }
  /** The models most was spent on, by the names clients ask for */
  "GET /global/spend/models": {
    input: GlobalSpendKeysInput
    output: readonly Readonly<Record<string, string | number | null>>[]
  }
  /** What was spent at each provider */
  "GET /global/spend/provider": {
    input: GlobalSpendKeysInput
    output: readonly Readonly<Record<string, string | number | null>>[]
  }
  /** Teams' spend by day, and in all */
  "GET /global/spend/teams": { input: GlobalSpendTeamsInput; output: GlobalSpendTeamsOutput }
  /** What was spent on each tag; a request with two tags is in both */
  "GET /global/spend/tags": { input: GlobalSpendTagsInput; output: GlobalSpendTagsOutput }
  /** The same as a list */
  "GET /spend/tags": { input: GlobalSpendTagsInput; output: GlobalSpendSpendTagsOutput }
  /** Keys, those that spent most of their running budget first */
  "GET /spend/keys": { input: GlobalSpendSpendKeysInput; output: readonly KeyView[] }
  /** Users, those that spent most of their running budget first */
  "GET /spend/users": { input: GlobalSpendSpendUsersInput; output: readonly User[] }
  /** What messages, or an answer that was given, cost */
  "POST /spend/calculate": { input: GlobalSpendCalculateInput; output: GlobalSpendCalculateOutput }
  /** What requests of a size cost: one, a day of them, a month of them */
  "POST /cost/estimate": { input: GlobalSpendEstimateInput; output: GlobalSpendEstimateOutput }
  /** What one key spent, by key and model; the caller's own when none is named. JSON or CSV */
  "GET /key/spend/report": { input: SpendReportsKeyInput; output: SpendReport }
  /** What one user spent, by key and model; the caller's own when none is named. JSON or CSV */
  "GET /user/spend/report": { input: SpendReportsUserInput; output: SpendReport }
  /** What one team spent, by key and model; the caller's own when none is named. JSON or CSV */
  "GET /team/spend/report": { input: SpendReportsTeamInput; output: SpendReport }
  /** What one organization spent, by key and model; the caller's own when none is named. JSON or CSV */
  "GET /organization/spend/report": { input: SpendReportsOrganizationInput; output: SpendReport }
  /** Begin a new budget window for every key and team that spent something; what they spent stays on record */
  "POST /global/spend/reset": { input: Record<string, never>; output: SpendReportsResetOutput }
  /** Does the response cache answer, and can something be kept in it */
  "GET /cache/ping": { input: Record<string, never>; output: CachePingOutput }
  /** Forget the answers kept by these keys (the header x-litellm-cache-key names them) */
  "POST /cache/delete": { input: KeyInfosInput; output: CacheDeleteOutput }
  /** Forget every answer; what others keep in the same Redis stays */
  "POST /cache/flushall": { input: Record<string, never>; output: CacheDeleteOutput }
  /** What the response cache answered and saved, by key, endpoint and model */
  "GET /global/activity/cache_hits": { input: CacheHitsInput; output: CacheHitsOutput }
  /** Does the database answer, or the response cache */
  "GET /health/services": { input: HealthServicesInput; output: HealthServicesOutput }
  /** What is remembered, the newest first; of one user with user_id */
  "GET /memory": { input: MemoryListInput; output: MemoryListOutput }
  /** The users something is remembered of, who was heard of last first */
  "GET /memory/users": { input: MemoryUsersInput; output: MemoryUsersOutput }
  /** One fact */
  "GET /memory/:fact_id": { input: Record<string, never>; output: Fact }
  /** Remember something about a user */
  "POST /memory": { input: MemoryCreateInput; output: Fact }
  /** Word a fact anew */
  "PATCH /memory/:fact_id": { input: MemoryUpdateInput; output: Fact }
  /** Erase a fact */
  "DELETE /memory/:fact_id": { input: Record<string, never>; output: MemoryEraseOutput }
  /** Erase everything that is remembered about a user */
  "DELETE /memory": { input: MemoryEraseUserInput; output: MemoryEraseOutput }
  /** Every change made over the management API, the newest first */
  "GET /audit": { input: AuditListInput; output: AuditListOutput }
  /** Compute the hash of every row anew: was anything altered or taken out? */
  "GET /audit/verify": { input: Record<string, never>; output: AuditVerifyOutput }
  /** One change */
  "GET /audit/:id": { input: Record<string, never>; output: AuditView }
  /** What the loader says about the configuration in force: a weak master key, settings that do nothing yet */
  "GET /config/findings": { input: Record<string, never>; output: ConfigFindingsOutput }
  /** Read the config file again. A config with errors changes nothing: 400 with the findings. */
  "POST /config/reload": { input: Record<string, never>; output: ConfigReloadOutput }
  /** Every setting with its value in force and where that comes from; secrets hidden */
  "GET /config/list": { input: SettingsListInput; output: readonly Setting[] }
  /** The configuration in force as YAML: the file with stored settings over it, secrets hidden */
  "GET /config/yaml": { input: Record<string, never>; output: string }
  /** One setting with its value in force and where that comes from */
  "GET /config/field/info": { input: SettingsFieldInput; output: Setting }
  /** Change one setting, in every process at once; it counts before the config file */
  "POST /config/field/update": { input: SettingsUpdateFieldInput; output: SettingsSaved }
  /** Take a stored setting out: the config file or the built-in value counts again */
  "POST /config/field/delete": { input: SettingsDeleteFieldInput; output: SettingsSaved }
  /** Change several settings at once. What the loader refuses changes nothing: 400 with the findings */
  "POST /config/update": { input: SettingsUpdateInput; output: SettingsSaved }
  /** What such a change, or going back to a version, would do, and what the loader says; nothing is stored */
  "POST /config/preview": { input: SettingsPreviewInput; output: SettingsPlan }
  /** Every save of settings, the newest first: who, when, and what differs from the one before */
  "GET /config/versions": { input: SettingsVersionsInput; output: SettingsVersionsOutput }
  /** Go back to the settings of an earlier version; that is a new version */
  "POST /config/rollback": { input: SettingsRollbackInput; output: SettingsSaved }
}
