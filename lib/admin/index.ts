import { activity } from "./activity"
import { audit } from "./audit"
import { budgetRequests } from "./budget-requests"
import { budgets } from "./budgets"
import { cache } from "./cache"
import { config } from "./config"
import { credentials } from "./credentials"
import { customers, endUsers } from "./customers"
import { globalSpend } from "./global-spend"
import { healthServices } from "./health-services"
import { invitations } from "./invitations"
import { keys } from "./keys"
import { ledger } from "./ledger"
import { memory } from "./memory"
import { models } from "./models"
import { organizations } from "./organizations"
import { providerBudgets } from "./provider-budgets"
import { providerFields } from "./provider-fields"
import { reports } from "./reports"
import type { Resource } from "./resource"
import { routing } from "./routing"
import { savedViews } from "./saved-views"
import { sessions } from "./sessions"
import { settings } from "./settings"
import { spendLogs } from "./spend-logs"
import { spendReports } from "./spend-reports"
import { tags } from "./tags"
import { teams } from "./teams"
import { users } from "./users"

/** Every management resource there is. */
export const resources: readonly Resource[] = [
  keys,
  teams,
  organizations,
  users,
  invitations,
  sessions,
  savedViews,
  customers,
  endUsers,
  tags,
  budgets,
  budgetRequests,
  providerBudgets,
  models,
  providerFields,
  credentials,
  routing,
  spendLogs,
  activity,
  reports,
  ledger,
  globalSpend,
  spendReports,
  cache,
  healthServices,
  memory,
  audit,
  config,
  settings,
]
