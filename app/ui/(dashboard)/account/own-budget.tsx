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
import { accountWords } from "#lib/ui/words/account"
import { AskBudget } from "../requests/ask-budget"
import { ownBudgetQuery } from "./queries"

const words = accountWords.budget

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
        <CardTitle>{words.title}</CardTitle>
        {asksForBudget(visitor, visitor.userId, usd) && (
          <Button size="sm" variant="outline" onClick={() => setAsking(true)}>
            {words.ask}
          </Button>
        )}
      </CardHeader>
      <CardBody className="text-sm">
        <p className="tabular-nums">
          {words.spentOf(formatUsd(spend), formatUsd(usd))} {duration === null ? "" : periodText(duration)}
        </p>
        <p className="mt-1 text-muted">
          {words.forAllKeys}{" "}
          <Link href="/ui/requests?status=all" className="underline underline-offset-4">
            {words.requests}
          </Link>
        </p>
      </CardBody>
      {asking && <AskBudget title={words.askTitle} wish={{}} nowUsd={usd} onClose={() => setAsking(false)} />}
    </Card>
  )
}
