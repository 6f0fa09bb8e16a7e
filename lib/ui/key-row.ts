/** A key as `/key/list` gives it: dollars and ISO times. */
export interface KeyRow {
  /** Hex SHA-256 of the key: its id. */
  readonly token: string
  /** `sk-...abcd` */
  readonly key_name: string
  readonly key_alias: string | null
  /** Spent in the running budget window. */
  readonly spend: number
  readonly total_spend: number
  /** Reserved by requests in flight. */
  readonly held: number
  readonly max_budget: number | null
  readonly budget_duration: string | null
  readonly budget_reset_at: string | null
  /** Empty: all. */
  readonly models: readonly string[]
  readonly tpm_limit: number | null
  readonly rpm_limit: number | null
  readonly max_parallel_requests: number | null
  readonly status: "active" | "blocked" | "expired"
  readonly blocked: boolean
  readonly expires: string | null
  readonly last_active: string | null
  readonly created_at: string
}

/** What a key is called where it has no name of its own. */
export function keyTitle(key: Pick<KeyRow, "key_alias" | "key_name">): string {
  return key.key_alias ?? key.key_name
}

const PERIODS: Readonly<Record<string, string>> = {
  "1d": "daily",
  daily: "daily",
  "7d": "weekly",
  "1w": "weekly",
  weekly: "weekly",
  "30d": "monthly",
  "1mo": "monthly",
  monthly: "monthly",
  "1h": "hourly",
  hourly: "hourly",
}

/** A budget's period as people say it: "monthly", else "every 12h". */
export function periodText(duration: string): string {
  return PERIODS[duration.toLowerCase()] ?? `every ${duration}`
}
