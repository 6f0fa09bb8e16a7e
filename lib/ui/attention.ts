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
export const KIND_WORDS: Readonly<Record<PressedBudget["kind"], string>> = {
  key: "Key",
  team: "Team",
  user: "User",
  organization: "Organization",
  customer: "Customer",
  tag: "Tag",
  provider: "Provider",
  deployment: "Deployment",
  gateway: "Gateway",
}

/** Budgets that are used up, or nearly. */
export function budgetAttention(budgets: readonly PressedBudget[]): Attention[] {
  return budgets.map((budget) => {
    const whose = budget.kind === "gateway" ? "The gateway" : `${KIND_WORDS[budget.kind]} ${budget.name}`
    const sums = `${formatUsd(budget.spend)} of ${formatUsd(budget.max_budget)}`
    const used = budget.share >= 1
    return {
      id: `budget ${budget.kind} ${budget.id}`,
      tone: used ? "danger" : "warning",
      title: used
        ? `${whose} has used up its budget`
        : `${whose} has used ${formatPercent(budget.share)} of its budget`,
      detail: [sums, budgetOutlook(budget)].filter(Boolean).join(" · "),
      href: budgetHref(budget),
    }
  })
}

/** When it is used up or starts anew, in words; "" when neither is in sight. */
export function budgetOutlook({ share, projected_at: at, budget_reset_at: reset }: PressedBudget): string {
  const starts = reset === null ? "" : `starts anew ${formatRelative(reset)}`
  if (share >= 1) return starts || "requests are refused until it is raised"
  return at === null ? starts : `used up about ${formatDate(at)} at this pace`
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
        title: `${group} at ${provider} is resting`,
        detail: [failureWords(why), until === null ? "" : `asked again ${formatRelative(until)}`]
          .filter(Boolean)
          .join(" · "),
        href: withQuery("/ui/routing", { q: group }),
      })),
  )
}

const FAILURES: Readonly<Record<string, string>> = {
  upstream_rate_limited: "the provider's rate limit",
  upstream_auth: "the provider refused the credentials",
  upstream_timeout: "it did not answer in time",
  upstream_failed: "the provider failed",
  upstream_unavailable: "the provider is overloaded",
  upstream_unreachable: "it could not be reached",
  model_not_found: "the provider does not know the model",
}

/** The kind of a failure as people say it. */
export function failureWords(kind: string | null): string {
  if (kind === null) return ""
  return FAILURES[kind] ?? kind.replaceAll("_", " ")
}

/** Models of which a good part of the requests failed. */
export function failingAttention(models: UsageOverviewOutput["failing_models"]): Attention[] {
  return models
    .filter(({ failures, requests }) => failures >= FEWEST_FAILURES && failures / requests >= FAILING_SHARE)
    .map(({ model_group: group, failures, requests }) => ({
      id: `failing ${group}`,
      tone: "warning" as const,
      title: `${group || "Requests without a model"}: ${formatPercent(failures / requests)} of requests fail`,
      detail: `${formatCount(failures)} of ${formatCount(requests)}`,
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
        title: `Key ${keyTitle(key)} expires ${formatRelative(expires, nowMs)}`,
        detail: "Change its expiry, or give whoever uses it a new one.",
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
  return [
    {
      id: "unpriced",
      tone: "warning",
      title: names.length === 1 ? `${only} has no price` : `${formatCount(names.length)} models have no price`,
      detail: `${names.length === 1 ? "Its" : `${listOf(names)}: their`} requests are logged at $0 and count against no budget.`,
      href: names.length === 1 ? withQuery("/ui/models", { q: only }) : "/ui/models",
    },
  ]
}

/** What the loader said: warnings one by one, settings that do nothing yet together. */
export function configAttention({ findings }: ConfigFindingsOutput): Attention[] {
  const loud = findings.filter(({ severity }) => severity !== "info")
  const quiet = findings.filter(({ severity, message }) => severity === "info" && message.includes("not yet in effect"))
  const [first] = quiet
  const idle: Attention[] =
    first === undefined
      ? []
      : [
          {
            id: "not in effect",
            tone: "info",
            title: quiet.length === 1 ? "One setting is not in effect" : `${quiet.length} settings are not in effect`,
            detail: `Accepted, and without effect in this release: ${listOf(quiet.map(({ message }) => message.split(":")[0] ?? ""))}.`,
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
  return [
    {
      id: "budget requests",
      tone: "warning",
      title:
        waiting.length === 1
          ? `${askerText(first)} asks for a larger budget`
          : `${formatCount(waiting.length)} requests for a larger budget wait`,
      detail:
        waiting.length === 1
          ? `${subjectText(first)}: ${changeText(first)}`
          : `${listOf([...new Set(who)])}: approve or decline them.`,
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
      title: "The ledger does not add up",
      detail: `The check ${formatRelative(last.verified_at)} found ${formatCount(differences.length)} ${differences.length === 1 ? "sum that differs" : "sums that differ"} from the request log.`,
      href: "/ui/usage",
    },
  ]
}

function listOf(names: readonly string[]): string {
  const shown = names.slice(0, NAMES_SHOWN).join(", ")
  return names.length > NAMES_SHOWN ? `${shown} and ${names.length - NAMES_SHOWN} more` : shown
}
