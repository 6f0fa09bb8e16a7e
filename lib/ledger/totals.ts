import type { SpendRow } from "./spend-row"

/** One row of the hourly aggregates. */
export interface HourlyTotal {
  hour_ms: number
  api_key: string
  model_group: string
  model: string
  provider: string
  requests: number
  failures: number
  prompt_tokens: number
  completion_tokens: number
  spend_nano: number
}

/** What one key owes: its whole life, and its newest budget window. */
export interface KeyTotal {
  token: string
  window_started_ms: number
  in_window: number
  total: number
  /** Tokens in the newest window. */
  window_tokens: number
  last_active_ms: number
}

/** What one account owes. */
export interface AccountTotal {
  kind: string
  id: string
  window_started_ms: number
  in_window: number
  total: number
  /** Tokens in the newest window. */
  window_tokens: number
}

/** One row of the hourly aggregates by whom requests were for. */
export interface SubjectTotal {
  hour_ms: number
  kind: string
  id: string
  model_group: string
  requests: number
  failures: number
  prompt_tokens: number
  completion_tokens: number
  spend_nano: number
}

const HOUR_MS = 3_600_000

/** Sums of a batch of rows, kept while they are written so that nobody reads them again for it. */
export class Totals {
  readonly #hourly = new Map<string, HourlyTotal>()
  readonly #keys = new Map<string, KeyTotal>()
  readonly #subjects = new Map<string, SubjectTotal>()
  readonly #accounts = new Map<string, AccountTotal>()
  /** Neighbours are often of one key and model: their place is found without looking it up. */
  #last: HourlyTotal | null = null

  add(row: SpendRow): void {
    this.#addHourly(row)
    this.#addKey(row)
    for (const entry of row.charged_to) {
      const { kind, id } = this.#addAccount(entry, row)
      if (kind === "deployment") this.#addSubject(kind, id, row)
    }
    if (row.team_id !== null) this.#addSubject("team", row.team_id, row)
    if (row.user_id !== null) this.#addSubject("user", row.user_id, row)
    if (row.organization_id !== null) this.#addSubject("organization", row.organization_id, row)
    if (row.end_user !== null) this.#addSubject("customer", row.end_user, row)
    if (row.tags.length > 0) for (const tag of new Set(row.tags)) this.#addSubject("tag", tag, row)
  }

  hourly(): HourlyTotal[] {
    return [...this.#hourly.values()]
  }

  keys(): KeyTotal[] {
    return [...this.#keys.values()]
  }

  subjects(): SubjectTotal[] {
    return [...this.#subjects.values()]
  }

  #addSubject(kind: string, id: string, row: SpendRow): void {
    const hour_ms = row.started_at - (row.started_at % HOUR_MS)
    const name = `${hour_ms} ${kind} ${row.model_group}\n${id}`
    let total = this.#subjects.get(name)
    if (total === undefined) {
      const none = { requests: 0, failures: 0, prompt_tokens: 0, completion_tokens: 0, spend_nano: 0 }
      total = { hour_ms, kind, id, model_group: row.model_group, ...none }
      this.#subjects.set(name, total)
    }
    total.requests++
    if (row.status === "failure") total.failures++
    total.prompt_tokens += row.prompt_tokens
    total.completion_tokens += row.completion_tokens
    total.spend_nano += row.spend_nano
  }

  accounts(): AccountTotal[] {
    return [...this.#accounts.values()]
  }

  #addAccount(entry: string, row: SpendRow): AccountTotal {
    const colon = entry.indexOf(":")
    const name = entry.slice(colon + 1)
    const window = Number(entry.slice(0, colon))
    let total = this.#accounts.get(name)
    if (total === undefined) {
      const end = name.indexOf(":")
      const none = { in_window: 0, total: 0, window_tokens: 0 }
      total = { kind: name.slice(0, end), id: name.slice(end + 1), window_started_ms: window, ...none }
      this.#accounts.set(name, total)
    }
    if (window > total.window_started_ms) {
      total.window_started_ms = window
      total.in_window = 0
      total.window_tokens = 0
    }
    if (window === total.window_started_ms) {
      total.in_window += row.spend_nano
      total.window_tokens += row.total_tokens
    }
    total.total += row.spend_nano
    return total
  }

  #addHourly(row: SpendRow): void {
    const hour_ms = row.started_at - (row.started_at % HOUR_MS)
    const provider = row.provider ?? ""
    const last = this.#last
    const total = last !== null && isOf(last, hour_ms, row) ? last : this.#hour(hour_ms, provider, row)
    this.#last = total
    total.requests++
    if (row.status === "failure") total.failures++
    total.prompt_tokens += row.prompt_tokens
    total.completion_tokens += row.completion_tokens
    total.spend_nano += row.spend_nano
  }

  #hour(hour_ms: number, provider: string, row: SpendRow): HourlyTotal {
    const name = `${hour_ms} ${row.api_key} ${row.model_group}\n${row.model}\n${provider}`
    let total = this.#hourly.get(name)
    if (total === undefined) {
      const { api_key, model_group, model } = row
      total = {
        hour_ms,
        api_key,
        model_group,
        model,
        provider,
        requests: 0,
        failures: 0,
        prompt_tokens: 0,
        completion_tokens: 0,
        spend_nano: 0,
      }
      this.#hourly.set(name, total)
    }
    return total
  }

  #addKey(row: SpendRow): void {
    let total = this.#keys.get(row.api_key)
    if (total === undefined) {
      total = {
        token: row.api_key,
        window_started_ms: row.window_started_at,
        in_window: 0,
        total: 0,
        window_tokens: 0,
        last_active_ms: 0,
      }
      this.#keys.set(row.api_key, total)
    }
    if (row.window_started_at > total.window_started_ms) {
      total.window_started_ms = row.window_started_at
      total.in_window = 0
      total.window_tokens = 0
    }
    if (row.window_started_at === total.window_started_ms) {
      total.in_window += row.spend_nano
      total.window_tokens += row.total_tokens
    }
    total.total += row.spend_nano
    total.last_active_ms = Math.max(total.last_active_ms, row.ended_at)
  }
}

function isOf(total: HourlyTotal, hour_ms: number, row: SpendRow): boolean {
  return (
    total.hour_ms === hour_ms &&
    total.api_key === row.api_key &&
    total.model_group === row.model_group &&
    total.model === row.model &&
    total.provider === (row.provider ?? "")
  )
}
