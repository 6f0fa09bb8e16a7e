import { useQuery } from "@tanstack/react-query"
import { useVisitor } from "#components/nav/visitor-context"
import type { UsageOverviewOutput } from "#lib/ui/api.gen"
import {
  type Attention,
  budgetAttention,
  configAttention,
  expiryAttention,
  failingAttention,
  ledgerAttention,
  requestAttention,
  restingAttention,
  unpricedAttention,
} from "#lib/ui/attention"
import { requestsQuery } from "#lib/ui/budget-request"
import { modelsQuery } from "#lib/ui/models-query"
import { routingQuery } from "#lib/ui/routing-query"
import { mayOpen, seesAll } from "#lib/ui/visitor"
import { endingKeysQuery, findingsQuery, lastCheckQuery, pressedBudgetsQuery } from "./queries"

const RANK = { danger: 0, warning: 1, info: 2 } as const

interface WhatNeedsAttention {
  readonly items: readonly Attention[]
  readonly isPending: boolean
  /** What could not be asked: the list may lack something. */
  readonly error: Error | null
}

/** What needs attention within the visitor's sight, the worst first. What only admins may ask is not asked for others. */
export function useAttention(overview: UsageOverviewOutput | undefined): WhatNeedsAttention {
  const visitor = useVisitor()
  const enabled = seesAll(visitor)
  const budgets = useQuery(pressedBudgetsQuery)
  const keys = useQuery(endingKeysQuery)
  const models = useQuery(modelsQuery)
  const routing = useQuery({ ...routingQuery, enabled })
  const findings = useQuery({ ...findingsQuery, enabled })
  const requests = useQuery(requestsQuery("pending"))
  const check = useQuery({ ...lastCheckQuery, enabled })
  const asked = enabled
    ? [budgets, keys, models, requests, routing, findings, check]
    : [budgets, keys, models, requests]
  const items = [
    // Somebody waits for an answer.
    ...(requests.data ? requestAttention(requests.data.requests) : []),
    ...(budgets.data ? budgetAttention(budgets.data.budgets) : []),
    ...(check.data ? ledgerAttention(check.data) : []),
    ...(routing.data ? restingAttention(routing.data) : []),
    ...(overview ? failingAttention(overview.failing_models) : []),
    ...(findings.data ? configAttention(findings.data) : []),
    ...(models.data ? unpricedAttention(models.data) : []),
    ...(keys.data ? expiryAttention(keys.data.keys, Date.now()) : []),
  ]
  return {
    items: items
      .map((item) => ({ ...item, href: item.href !== null && mayOpen(visitor, item.href) ? item.href : null }))
      .sort((a, b) => RANK[a.tone] - RANK[b.tone]),
    isPending: asked.some((query) => query.isPending),
    error: asked.find((query) => query.error)?.error ?? null,
  }
}
