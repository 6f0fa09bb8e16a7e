import type { Config } from "#lib/config/schema"
import type { RedisAddress } from "#lib/store/redis/connect"

/**
 * The Redis that processes coordinate over: the one of `router_settings`, else the one the response cache is in, as in LiteLLM.
 * Null: none is configured, the database does it all.
 */
export function redisAddress(
  { redis_url: url, redis_host: host, ...router }: Config["router_settings"],
  cache: { readonly type: string; readonly redis: RedisAddress | null } | null,
  env: Readonly<Record<string, string | undefined>>,
): RedisAddress | null {
  if (url) return { url, ...(router.redis_db === undefined ? {} : { db: router.redis_db }) }
  if (!host) return cache?.type === "redis" ? cache.redis : null
  return {
    host,
    port: router.redis_port,
    username: env.REDIS_USERNAME || undefined,
    password: router.redis_password || env.REDIS_PASSWORD || undefined,
    db: router.redis_db,
    ssl: /^(?:true|1)$/i.test(env.REDIS_SSL ?? ""),
  }
}
