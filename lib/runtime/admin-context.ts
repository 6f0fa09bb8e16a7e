import type { AdminContext, ModelStore, SettingsInForce } from "#lib/admin/context"
import type { Runtime } from "#lib/gateway/runtime"
import type { Caller } from "#lib/identity/caller"
import { liveRouting } from "#lib/router/live-view"
import { deploymentView } from "#lib/router/view"
import { budgetCounter } from "#lib/store/leases"
import { askModel } from "./ask-model"
import { cacheControl } from "./cache-control"
import { accountChanged, keyChanged, reloadEverywhere } from "./follow-changes"
import { knownPrice } from "./known-price"
import type { LiveRules } from "./live-rules"
import { deploymentOf, testDeployment } from "./model-test"
import type { Parts } from "./parts"
import { providerBudgetsNow } from "./router-budgets"
import { rowPrice } from "./row-price"

/** What management endpoints work with, for one caller. */
export function adminContext(
  parts: Parts,
  data: () => Runtime,
  {
    caller,
    live,
    models,
    settings,
  }: { caller: Caller; live: LiveRules; models: ModelStore; settings: SettingsInForce },
): AdminContext {
  const { clock, log } = parts.data
  return {
    db: parts.db,
    caller,
    clock,
    log,
    models,
    settings,
    rowNews: parts.news,
    ask: (question) => askModel(data(), question),
    reloadConfig: () => reloadEverywhere(parts, live),
    async flush() {
      await parts.flusher.flush()
    },
    keyChanged: (token) => keyChanged(parts, token),
    accountChanged: (name) => accountChanged(parts, name),
    liveBudget(token) {
      const record = parts.keys.known(token) ?? parts.keys.get(token)
      if (record === null || record instanceof Promise) {
        if (record instanceof Promise) record.catch(() => undefined)
        return null
      }
      const window = live.rules.calendar.current(record, clock.now())
      const state = parts.counters.peek(budgetCounter(token, window.startedAt))
      if (state === null) return null
      return { spentNano: state.used, heldNano: state.held, windowStartedAt: window.startedAt, resetAt: window.resetAt }
    },
    liveSpend(name, windowStartedAt) {
      const state = parts.counters.peek(budgetCounter(name, windowStartedAt))
      return state === null ? null : { spentNano: state.used, heldNano: state.held }
    },
    calendar: () => live.rules.calendar,
    defaults: () => live.rules.defaults,
    deployments: () => [
      ...data().routing.groups.deployments.map(deploymentView),
      ...live.rules.blocked.map((d) => ({ ...deploymentView(d), blocked: true })),
    ],
    serves: (model) => data().routing.groups.find(model) !== null,
    priceOf: (model) => knownPrice(data(), parts.catalog, model),
    priceOfRow: (row) => rowPrice(data(), parts.catalog, row),
    testModel: (id, signal) => testDeployment(data(), deploymentOf(data(), id), signal),
    testDraft: async (draft, signal) => testDeployment(data(), live.draft(draft), signal),
    cache: () => cacheControl(data().cache, live.rules.cacheProblem),
    providerBudgets: () => providerBudgetsNow(live.rules.router, clock.now()),
    catalog: () => parts.catalog,
    findings: () => live.findings,
    routing: () => liveRouting(data().routing),
  }
}
