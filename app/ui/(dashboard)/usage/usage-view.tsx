"use client"

import { useQuery } from "@tanstack/react-query"
import dynamic from "next/dynamic"
import { Card } from "#components/ui/card"
import { ErrorState } from "#components/ui/error-state"
import { cn } from "#lib/ui/cn"
import { totalUsage } from "#lib/ui/daily-activity"
import { daysBefore } from "#lib/ui/time-range"
import { notUpToDate } from "#lib/ui/words/not-up-to-date"
import { terms } from "#lib/ui/words/terms"
import { usageWords } from "#lib/ui/words/usage"
import { GroupTable } from "./group-table"
import { LedgerLine } from "./ledger-line"
import { activityQuery, beforeQuery } from "./queries"
import { RangeBar } from "./range-bar"
import { ShareTable } from "./share-table"
import { UsageChart } from "./usage-chart"
import { UsageEmpty } from "./usage-empty"
import { UsageSkeleton } from "./usage-skeleton"
import { UsageTotals } from "./usage-totals"
import { useUsageFilters, useUsageWindow } from "./use-usage-filters"
import { VerifiedLine } from "./verified-line"

/** Below everything else: its script may come after the rest. */
const BudgetOutlook = dynamic(() => import("./budget-outlook").then((outlook) => outlook.BudgetOutlook), { ssr: false })

/** The range, the totals and whether they are true, the chart, the tables. */
export function UsageView() {
  const window = useUsageWindow()
  const [{ by, compare }] = useUsageFilters()
  const usage = useQuery(activityQuery(window))
  const before = useQuery(beforeQuery(compare ? window : null))
  if (usage.isPending || !window) return <UsageSkeleton />
  if (!usage.data) {
    return (
      <div className="space-y-4">
        <RangeBar window={window} />
        <Card>
          <ErrorState title={usageWords.failed} error={usage.error} onRetry={() => void usage.refetch()} />
        </Card>
      </div>
    )
  }
  const { days, ledgerUsd } = usage.data
  const beforeTotals = compare && before.data && !before.isPlaceholderData ? totalUsage(before.data.days) : null
  const totals = totalUsage(days)
  const show = { days, totals, window }
  return (
    <div className={cn("space-y-4 transition-opacity", usage.isPlaceholderData && "opacity-60")}>
      <RangeBar window={window} />
      {usage.isError && (
        <p role="alert" className="text-danger text-sm">
          {notUpToDate(usage.error.message)}
        </p>
      )}
      {compare && before.isError && (
        <p role="alert" className="text-danger text-sm">
          {usageWords.beforeFailed(before.error.message)}
        </p>
      )}
      <UsageTotals totals={totals} before={beforeTotals} days={daysBefore(window.days)} />
      <LedgerLine totalNano={totals.spendNano} ledgerUsd={ledgerUsd} />
      <VerifiedLine />
      {totals.requests === 0 ? (
        <UsageEmpty />
      ) : (
        <>
          <UsageChart window={window} />
          {by !== "model" && by !== "key" && <GroupTable by={by} totals={totals} window={window} />}
          <div className="grid gap-4 xl:grid-cols-2">
            <ShareTable dimension="model" title={terms.models} {...show} />
            <ShareTable dimension="key" title={terms.keys} {...show} />
          </div>
        </>
      )}
      <BudgetOutlook />
    </div>
  )
}
