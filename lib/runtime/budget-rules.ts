import type { Config } from "#lib/config/schema"
import { BudgetCalendar, timeOfDayMs } from "#lib/core/budget-calendar"
import { nanoFromUsd } from "#lib/core/money"
import { timeZone, UTC } from "#lib/core/time-zone"
import type { TokenType } from "#lib/quota/limits"
import type { GatewayBudget } from "./gateway-budget"
import type { CustomerDefault } from "./read-charged"

/** What a configuration means for budgets and limits. */
export interface BudgetRules {
  readonly budgetStatus: number
  readonly tokenType: TokenType
  readonly gatewayBudget: GatewayBudget | null
  /** What customers without a budget of their own may spend; null = what they want. */
  readonly customerDefault: CustomerDefault | null
  /** When budgets begin anew. */
  readonly calendar: BudgetCalendar
  /** Do requests go on when the database that divides limits among processes is away and this one's part is used up? */
  readonly allowWithoutDatabase: boolean
}

export function budgetRules({ litellm_settings: litellm, general_settings: general }: Config): BudgetRules {
  return {
    budgetStatus: litellm.budget_exceeded_status_code ?? 429,
    tokenType: tokenTypeOf(general.token_rate_limit_type),
    gatewayBudget: gatewayBudgetOf(litellm),
    customerDefault: customerDefaultOf(litellm),
    calendar: calendarOf(litellm),
    allowWithoutDatabase: general.allow_requests_on_db_unavailable ?? false,
  }
}

type Settings = Config["litellm_settings"]

function gatewayBudgetOf({ max_budget: usd, budget_duration: duration }: Settings): GatewayBudget | null {
  return typeof usd === "number" ? { maxBudgetNano: nanoFromUsd(usd), budgetDuration: duration ?? null } : null
}

function customerDefaultOf(settings: Settings): CustomerDefault | null {
  const { max_end_user_budget: usd, max_end_user_budget_id: budgetId } = settings
  if (budgetId) return { budgetId, maxBudgetNano: null }
  return typeof usd === "number" ? { budgetId: null, maxBudgetNano: nanoFromUsd(usd) } : null
}

/** What cannot be read was refused when the configuration was loaded. */
function calendarOf({ timezone: zone, budget_reset_time: time }: Settings): BudgetCalendar {
  return new BudgetCalendar((zone ? timeZone(zone) : null) ?? UTC, (time ? timeOfDayMs(time) : null) ?? 0)
}

/** LiteLLM's default counts all. */
function tokenTypeOf(given: string | null | undefined): TokenType {
  return given === "input" || given === "output" ? given : "total"
}
