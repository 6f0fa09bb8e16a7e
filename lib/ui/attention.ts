import { withQuery } from "./api"
import type {
  BudgetRequest,
  ConfigFindingsOutput,
  KeyView,
  LedgerLastOutput,
  Model,
  RoutingLiveOutput,
  UsageBudgetsOutput,
  UsageOverviewOutput,
} from "./api.gen"
import { askerText, changeText, subjectText } from "./budget-request"
import { formatCount, formatDate, formatPercent, formatRelative, formatUsd } from "./format"
import { keyTitle } from "./key-row"
import { attentionWords } from "./words/attention"

/** Something a person should look at. */
export interface Attention {
  readonly id: string
  readonly tone: "danger" | "warning" | "info"
  readonly title: string
  readonly detail: string
  /** Where it is looked at or mended; null: not in these pages. */
  readonly href: string | null
}

type PressedBudget = UsageBudgetsOutput["budgets"][number]

const DAY_MS = 86_400_000
const EXPIRES_SOON_MS = 7 * DAY_MS
/** Single failures happen; so many, and so large a part, say something. */
const FEWEST_FAILURES = 3
const FAILING_SHARE = 0.1
const NAMES_SHOWN = 3

/** What each kind of budget is called. */
export const KIND_WORDS: Readonly<Record<PressedBudget["kind"], string>> = attentionWords.kinds

/** Budgets that are used up, or nearly. */
export function budgetAttention(budgets: readonly PressedBudget[]): Attention[] {
  return budgets.map((budget) => {
    const words = attentionWords.budget
    const whose = budget.kind === "gateway" ? words.gateway : words.of(KIND_WORDS[budget.kind], budget.name)
    const sums = words.spent(formatUsd(budget.spend), formatUsd(budget.max_budget))
    const used = budget.share >= 1
    return {
      id: `budget ${budget.kind} ${budget.id}`,
      tone: used ? "danger" : "warning",
      title: used ? words.usedUp(whose) : words.used(whose, formatPercent(budget.share)),
      detail: [sums, budgetOutlook(budget)].filter(Boolean).join(" · "),
      href: budgetHref(budget),
    }
  })
}

/** When it is used up or starts anew, in words; "" when neither is in sight. */
export function budgetOutlook({ share, projected_at: at, budget_reset_at: reset }: PressedBudget): string {
  const words = attentionWords.budget
  const starts = reset === null ? "" : words.startsAnew(formatRelative(reset))
  if (share >= 1) return starts || words.refused
  return at === null ? starts : words.usedUpAbout(formatDate(at))
}

/** The page where it is looked at; null: none of these. */
export function budgetHref({ kind, id, name }: PressedBudget): string | null {
  switch (kind) {
    case "key":
      return withQuery("/ui/keys", { q: name })
    case "team":
      return withQuery("/ui/teams/team", { id })
    case "user":
      return withQuery("/ui/users/user", { id })
    case "organization":
      return withQuery("/ui/organizations/organization", { id })
    case "customer":
      return withQuery("/ui/customers", { q: id })
    case "tag":
      return withQuery("/ui/customers", { tab: "tag", q: id })
    default:
      return null
  }
}

/** Deployments that failed and are not asked for a while. */
export function restingAttention({ groups }: Pick<RoutingLiveOutput, "groups">): Attention[] {
  return groups.flatMap(({ model_group: group, deployments }) =>
    deployments
      .filter(({ state }) => state !== "healthy")
      .map(({ model_id: id, provider, why, until }) => ({
        id: `resting ${id}`,
        tone: "warning" as const,
        title: attentionWords.resting.title(group, provider),
        detail: [failureWords(why), until === null ? "" : attentionWords.resting.until(formatRelative(until))]
          .filter(Boolean)
          .join(" · "),
        href: withQuery("/ui/routing", { q: group }),
      })),
  )
}

const FAILURES: Readonly<Record<string, string>> = attentionWords.failures

/** The kind of a failure as people say it. */
export function failureWords(kind: string | null): string {
  if (kind === null) return ""
  return FAILURES[kind] ?? kind.replaceAll("_", " ")
}

/** Models of which a good part of the requests failed. */
export function failingAttention(models: UsageOverviewOutput["failing_models"]): Attention[] {
  const words = attentionWords.failing
  return models
    .filter(({ failures, requests }) => failures >= FEWEST_FAILURES && failures / requests >= FAILING_SHARE)
    .map(({ model_group: group, failures, requests }) => ({
      id: `failing ${group}`,
      tone: "warning" as const,
      title: words.title(group || words.withoutModel, formatPercent(failures / requests)),
      detail: words.count(formatCount(failures), formatCount(requests)),
      href: withQuery("/ui/logs", { range: "all", model: group, status: "failure" }),
    }))
}

/** Keys that end within a week; `keys` come by their end. */
export function expiryAttention(keys: readonly KeyView[], nowMs: number): Attention[] {
  return keys.flatMap((key) => {
    const { expires } = key
    if (expires === null || Date.parse(expires) > nowMs + EXPIRES_SOON_MS) return []
    return [
      {
        id: `expires ${key.token}`,
        tone: "warning" as const,
        title: attentionWords.expiry.title(keyTitle(key), formatRelative(expires, nowMs)),
        detail: attentionWords.expiry.detail,
        href: withQuery("/ui/keys", { q: keyTitle(key) }),
      },
    ]
  })
}

/** Deployments whose price nobody knows: what they cost is in no budget. */
export function unpricedAttention(models: readonly Model[]): Attention[] {
  const unpriced = models.filter(({ model_info: info }) => !info.priced && info.blocked !== true)
  const names = [...new Set(unpriced.map(({ model_name }) => model_name))].sort()
  const [only] = names
  if (only === undefined) return []
  const words = attentionWords.unpriced
  return [
    {
      id: "unpriced",
      tone: "warning",
      title: names.length === 1 ? words.one(only) : words.many(formatCount(names.length)),
      detail: names.length === 1 ? words.oneDetail : words.manyDetail(listOf(names)),
      href: names.length === 1 ? withQuery("/ui/models", { q: only }) : "/ui/models",
    },
  ]
}

/** What the loader said: warnings one by one, settings that do nothing yet together. */
export function configAttention({ findings }: ConfigFindingsOutput): Attention[] {
  const loud = findings.filter(({ severity }) => severity !== "info")
  const quiet = findings.filter(({ severity, message }) => severity === "info" && message.includes("not yet in effect"))
  const [first] = quiet
  const words = attentionWords.config
  const idle: Attention[] =
    first === undefined
      ? []
      : [
          {
            id: "not in effect",
            tone: "info",
            title: quiet.length === 1 ? words.oneIdle : words.manyIdle(quiet.length),
            detail: words.idleDetail(listOf(quiet.map(({ message }) => message.split(":")[0] ?? ""))),
            href: null,
          },
        ]
  return [
    ...loud.map(({ severity, where, message }) => ({
      id: `config ${where} ${message}`,
      tone: severity === "error" ? ("danger" as const) : ("warning" as const),
      title: message,
      detail: where,
      href: null,
    })),
    ...idle,
  ]
}

/** Requests for a larger budget that wait for the visitor. */
export function requestAttention(requests: readonly BudgetRequest[]): Attention[] {
  const waiting = requests.filter(({ can_decide: mine }) => mine)
  const [first] = waiting
  if (first === undefined) return []
  const who = waiting.map(askerText)
  const words = attentionWords.requests
  return [
    {
      id: "budget requests",
      tone: "warning",
      title: waiting.length === 1 ? words.one(askerText(first)) : words.many(formatCount(waiting.length)),
      detail:
        waiting.length === 1
          ? words.oneDetail(subjectText(first), changeText(first))
          : words.manyDetail(listOf([...new Set(who)])),
      href: "/ui/requests",
    },
  ]
}

/** A check of the ledger that found sums that do not agree. */
export function ledgerAttention({ last }: LedgerLastOutput): Attention[] {
  if (last === null || last.ok) return []
  const { differences } = last
  return [
    {
      id: "ledger",
      tone: "danger",
      title: attentionWords.ledger.title,
      detail: attentionWords.ledger.detail(formatRelative(last.verified_at), differences.length),
      href: "/ui/usage",
    },
  ]
}

function listOf(names: readonly string[]): string {
  const shown = names.slice(0, NAMES_SHOWN).join(", ")
  return names.length > NAMES_SHOWN ? attentionWords.andMore(shown, names.length - NAMES_SHOWN) : shown
}
