"use client"

import { useQuery } from "@tanstack/react-query"
import Link from "next/link"
import { useState } from "react"
import { useVisitor } from "#components/nav/visitor-context"
import { Button } from "#components/ui/button"
import { Card, CardBody, CardHeader, CardTitle } from "#components/ui/card"
import { formatUsd } from "#lib/ui/format"
import { periodText } from "#lib/ui/key-row"
import { asksForBudget } from "#lib/ui/visitor"
import { AskBudget } from "../requests/ask-budget"
import { ownBudgetQuery } from "./queries"

/** What one may spend over all keys, and the way to more. Nothing where nothing limits it. */
export function OwnBudget() {
  const visitor = useVisitor()
  const [asking, setAsking] = useState(false)
  const { data } = useQuery(ownBudgetQuery)
  if (data === undefined || data.max_budget === null) return null
  const { max_budget: usd, spend, budget_duration: duration } = data
  return (
    <Card>
      <CardHeader>
        <CardTitle>Budget</CardTitle>
        {asksForBudget(visitor, visitor.userId, usd) && (
          <Button size="sm" variant="outline" onClick={() => setAsking(true)}>
            Ask for more
          </Button>
        )}
      </CardHeader>
      <CardBody className="text-sm">
        <p className="tabular-nums">
          {formatUsd(spend)} of {formatUsd(usd)} {duration === null ? "" : periodText(duration)}
        </p>
        <p className="mt-1 text-muted">
          For all your keys together.{" "}
          <Link href="/ui/requests?status=all" className="underline underline-offset-4">
            Your requests
          </Link>
        </p>
      </CardBody>
      {asking && <AskBudget title="More budget for you" wish={{}} nowUsd={usd} onClose={() => setAsking(false)} />}
    </Card>
  )
}
