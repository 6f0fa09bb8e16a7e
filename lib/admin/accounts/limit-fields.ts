import { z } from "zod"
import type { accounts } from "#drizzle/schema/accounts"
import type { BudgetCalendar } from "#lib/core/budget-calendar"
import { parseDuration } from "#lib/core/duration"
import { nanoFromUsd } from "#lib/core/money"
import type { AdminContext } from "../context"
import { durationField, label, parallel, perMinute, usd } from "../fields"

/** What everyone but a key may be limited to, by LiteLLM's names. Null means "not set". */
export const limitFields = {
  models: z.array(label).max(1000).nullish().describe("Models they may use; empty is all"),
  max_budget: usd.nullish().describe("Dollars; null is no limit, 0 leaves what costs nothing"),
  soft_budget: usd.nullish().describe("Dollars; spending more is told in the log, and refuses nobody"),
  max_token_budget: perMinute.nullish().describe("Tokens in a budget window; null is no limit"),
  budget_duration: durationField(false).nullish().describe('The budget starts anew this often: "1d", "1mo", "weekly"'),
  tpm_limit: perMinute.nullish().describe("Tokens a minute"),
  rpm_limit: perMinute.nullish().describe("Requests a minute"),
  max_parallel_requests: parallel.nullish(),
  blocked: z.boolean().nullish(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
}

const LimitInput = z.object(limitFields)
export type LimitInput = z.output<typeof LimitInput>
export type AccountColumns = Partial<typeof accounts.$inferInsert>

/** Request fields → the columns accounts and keys share. A field that was not given is `undefined`, which leaves its column alone; null clears it. */
export function limitColumns(input: LimitInput) {
  return {
    models: input.models === null ? [] : input.models,
    maxBudgetNano: nanoOf(input.max_budget),
    softBudgetNano: nanoOf(input.soft_budget),
    budgetDuration: input.budget_duration,
    maxTokenBudget: input.max_token_budget,
    tpmLimit: input.tpm_limit,
    rpmLimit: input.rpm_limit,
    maxParallelRequests: input.max_parallel_requests,
    blocked: input.blocked === null ? false : input.blocked,
    metadata: input.metadata === null ? {} : input.metadata,
  }
}

/** A moment, and the calendar budgets follow. */
export interface BudgetMoment {
  readonly nowMs: number
  readonly calendar: BudgetCalendar
}

/** Now. */
export function budgetMoment({ clock, calendar }: Pick<AdminContext, "clock" | "calendar">): BudgetMoment {
  return { nowMs: clock.now(), calendar: calendar() }
}

/**
 * The columns of a budget window that starts now and ends on its duration's grid. Counters are known by the window's start, so
 * a start nobody had before is what makes every process count anew.
 */
export function windowColumns(
  budgetDuration: string | null,
  { nowMs, calendar }: BudgetMoment,
): { windowStartedAt: Date; budgetResetAt: Date | null; spendNano?: number; windowTokens?: number } {
  const windowStartedAt = new Date(nowMs)
  if (budgetDuration === null) return { windowStartedAt, budgetResetAt: null }
  const { resetAt } = calendar.windowAt(parseDuration(budgetDuration), nowMs, nowMs)
  return { windowStartedAt, budgetResetAt: new Date(resetAt), spendNano: 0, windowTokens: 0 }
}

/** The columns of a window that begins when one is running: later than it, also on a machine whose clock is behind another's. */
export function newWindow(
  running: { readonly windowStartedAt: Date },
  budgetDuration: string | null,
  moment: BudgetMoment,
): ReturnType<typeof windowColumns> {
  const windowStartedAt = new Date(Math.max(moment.nowMs, running.windowStartedAt.getTime() + 1))
  return { ...windowColumns(budgetDuration, moment), windowStartedAt }
}

function nanoOf(usd: number | null | undefined): number | null | undefined {
  return typeof usd === "number" ? nanoFromUsd(usd) : usd
}
