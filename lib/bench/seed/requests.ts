import { derivedRequestId } from "#lib/core/ids"
import type { SpendRow } from "#lib/ledger/spend-row"
import { routedId, windowOf } from "./budgets"
import type { Population, SeedKey, SeedModel, Sizes } from "./population"
import { Random } from "./random"

const HOUR_MS = 3_600_000
/** Requests of one key to one model within an hour: people and agents work in sessions. */
const MEAN_SESSION = 10

const FAILURES = [
  { status: "failure", httpStatus: 429, code: "rate_limit_exceeded", message: "The provider is over its rate limit." },
  { status: "failure", httpStatus: 400, code: "invalid_request", message: "max_tokens is too large for this model." },
  { status: "failure", httpStatus: 503, code: "upstream_unavailable", message: "The provider did not answer in time." },
  { status: "client_disconnect", httpStatus: 499, code: "client_disconnect", message: "The client went away." },
] as const

/** A session: who asks which model, for whom, in which hour. */
interface Session {
  readonly key: SeedKey
  readonly model: SeedModel
  readonly customer: string | null
  readonly tags: readonly string[]
}

/** The log's rows in the order of time, an hour at a time; the same for the same sizes and end. Failures are one in fifty. */
export function* seedRows(people: Population, { rows, days }: Pick<Sizes, "rows" | "days">, endMs: number) {
  const random = new Random(2)
  const hours = days * 24
  const weights = Array.from({ length: hours }, (_, i) => busy(new Date(endMs - (hours - i) * HOUR_MS)))
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  let owed = 0
  let made = 0
  for (let i = 0; i < hours; i++) {
    owed += ((weights[i] ?? 0) / all) * rows
    const count = (i === hours - 1 ? rows : Math.round(owed)) - made
    yield hourOf(people, { random, count, first: made, startMs: endMs - (hours - i) * HOUR_MS })
    made += count
  }
}

/** Days are busier than nights, workdays than weekends. */
function busy(at: Date): number {
  const day = at.getUTCDay() % 6 === 0 ? 0.3 : 1
  return day * (1 + 3 * Math.max(0, Math.sin(((at.getUTCHours() - 6) / 24) * 2 * Math.PI)))
}

interface Hour {
  readonly random: Random
  readonly count: number
  /** Rows made before. */
  readonly first: number
  readonly startMs: number
}

function hourOf(people: Population, { random, count, first, startMs }: Hour): SpendRow[] {
  const sessions = Array.from({ length: Math.max(1, Math.ceil(count / MEAN_SESSION)) }, () => session(people, random))
  return Array.from({ length: count }, (_, i) => {
    const startedAt = startMs + Math.floor(((i + random.next()) / count) * HOUR_MS)
    return rowOf(random.any(sessions), { random, startedAt, number: first + i, budgets: people.budgets })
  })
}

function session(people: Population, random: Random): Session {
  const key = random.favourite(people.keys)
  return {
    key,
    model: random.any(key.models),
    customer: random.chance(0.3) ? random.favourite(people.customers) : null,
    tags: random.chance(0.6) ? [random.favourite(people.tags), random.any(people.tags)] : [],
  }
}

interface Request extends Pick<Population, "budgets"> {
  readonly random: Random
  readonly startedAt: number
  readonly number: number
}

function rowOf(session: Session, { random, startedAt, number, budgets }: Request): SpendRow {
  const { key, model, customer, tags } = session
  const failure = random.chance(0.02) ? random.any(FAILURES) : null
  const prompt = failure === null ? random.whole(50, 12_000) : 0
  const completion = failure === null ? random.whole(5, 1_500) : 0
  const cached = random.chance(0.4) ? Math.floor(prompt / 2) : 0
  const id = derivedRequestId(startedAt, `seed ${number}`)
  const duration = random.whole(300, 9_000)
  return {
    request_id: id,
    call_id: random.chance(0.05) ? `call-${number}` : id,
    call_type: "acompletion",
    api_key: key.token,
    key_alias: key.alias,
    user_id: key.userId,
    team_id: key.team?.id ?? null,
    organization_id: key.team?.organizationId ?? null,
    end_user: customer,
    tags,
    model_group: model.group,
    model: model.model,
    model_id: model.id,
    provider: model.provider,
    api_base: `https://${model.provider}.example/v1`,
    stream: random.chance(0.5),
    status: failure?.status ?? "success",
    http_status: failure?.httpStatus ?? 200,
    error_code: failure?.code ?? null,
    error_message: failure?.message ?? null,
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    cache_read_tokens: cached,
    cache_write_tokens: 0,
    reasoning_tokens: 0,
    spend_nano: prompt * model.inputNano + completion * model.outputNano,
    estimated: false,
    unpriced: false,
    price_version: null,
    started_at: startedAt,
    first_token_at: failure === null ? startedAt + Math.floor(duration / 5) : null,
    ended_at: startedAt + duration,
    ip: `192.0.2.${number % 250}`,
    user_agent: "seed",
    request: null,
    response: null,
    metadata: { timing: { queue_ms: 0, auth_ms: 1 }, session: number % 997 },
    window_started_at: windowOf(key.budget, startedAt)?.startedAt ?? 0,
    charged_to: chargedTo(session, budgets, startedAt),
  }
}

/** Whose budgets a request counts in, with the windows it falls in; a team's key is charged to the team, its user's own to them. */
function chargedTo({ key, model, customer, tags }: Session, budgets: Population["budgets"], ms: number): string[] {
  const { team, userId } = key
  const names = [
    "gateway:proxy",
    ...(team === null ? [`user:${userId}`] : [`team:${team.id}`, `organization:${team.organizationId}`]),
    ...(customer === null ? [] : [`customer:${customer}`]),
    ...[...new Set(tags)].map((tag) => `tag:${tag}`),
  ]
  const routed = [`provider:${model.provider}`, `deployment:${model.id}`].flatMap((name) => {
    const budget = budgets.get(name)
    return budget === undefined ? [] : [`${windowOf(budget, ms)?.startedAt ?? 0}:${routedId(name, budget)}`]
  })
  return [...names.map((name) => `${windowOf(budgets.get(name) ?? null, ms)?.startedAt ?? 0}:${name}`), ...routed]
}
