/** Settings that only the config file (or the environment) may have, and why. */
const LOCKED: readonly (readonly [path: RegExp, why: string])[] = [
  [/^general_settings\.(?:master_key|dangerously_permit_\w+)$/, "the master key opens all there is, this too"],
  [/^general_settings\.(?:database_\w+|coordination_redis)$/, "it is needed before anything stored can be read"],
  [/^general_settings\.(?:store_model_in_db|supported_db_objects)$/, "it says whether stored settings count at all"],
  [/^general_settings\.allowed_routes$/, "a list without the management routes could not be taken back"],
  [
    /^general_settings\.(?:custom_\w+|plugins|key_management_\w+|use_google_kms|use_azure_key_vault|litellm_license)$/,
    "it belongs to the machine the gateway runs on",
  ],
  [
    /^router_settings\.(?:redis_\w+|cache_kwargs(?:\.|$))|^litellm_settings\.(?:redis_url$|cache_params\.(?:url|host|port|db|username|password|service_name|sentinel_\w+|redis_startup_nodes|ssl\w*|gcp_\w+|s3_\w+|gcs_\w+|azure_\w+|disk_\w+|qdrant_api_\w+)$)/,
    "it says where the gateway keeps things, and its password goes there",
  ],
]

/** Settings that are read when the gateway starts and not again. */
const AT_START = new Set([
  "general_settings.proxy_batch_write_at",
  "general_settings.user_api_key_cache_ttl",
  "router_settings.routing_strategy_args.max_latency_list_size",
  "router_settings.routing_strategy_args.ttl",
])

/** Why the setting at this path (`general_settings.master_key`) cannot be changed while the gateway runs; null: it can. */
export function lockedBecause(path: string): string | null {
  return LOCKED.find(([pattern]) => pattern.test(path))?.[1] ?? null
}

/** Does a change of it count from the next start on only? */
export const countsFromStart = (path: string): boolean => AT_START.has(path)
