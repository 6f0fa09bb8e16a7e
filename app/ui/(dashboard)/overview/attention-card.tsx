"use client"

import { ChevronRight, CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react"
import Link from "next/link"
import { useState } from "react"
import { Button } from "#components/ui/button"
import { Card, CardHeader, CardTitle } from "#components/ui/card"
import { Skeleton } from "#components/ui/skeleton"
import type { Attention } from "#lib/ui/attention"
import { cn } from "#lib/ui/cn"
import { figureWords } from "#lib/ui/words/figures"
import { overviewWords } from "#lib/ui/words/overview"

const words = overviewWords.attention
const FEW = 6
const LOOKS = {
  danger: { icon: CircleAlert, colour: "text-danger" },
  warning: { icon: TriangleAlert, colour: "text-warning" },
  info: { icon: Info, colour: "text-info" },
} as const

interface AttentionCardProps {
  items: readonly Attention[]
  isPending: boolean
  error: Error | null
}

/** What somebody should look at, the worst first, each with the way there. */
export function AttentionCard({ items, isPending, error }: AttentionCardProps) {
  const [all, setAll] = useState(false)
  const shown = all ? items : items.slice(0, FEW)
  return (
    <Card className="overflow-hidden">
      <CardHeader className="items-center pb-3">
        <CardTitle>{words.title}</CardTitle>
        {items.length > 0 && <span className="text-faint text-xs tabular-nums">{items.length}</span>}
      </CardHeader>
      {items.length > 0 && (
        <ul aria-label={words.title} className="divide-y divide-line border-line border-t">
          {shown.map((item) => (
            <li key={item.id}>
              <AttentionLine item={item} />
            </li>
          ))}
        </ul>
      )}
      {items.length === 0 && isPending && <Skeleton className="mx-5 mb-4 h-5 w-64 max-w-[80%]" />}
      {items.length === 0 && !isPending && !error && (
        <p role="status" className="flex items-center gap-2.5 px-5 pb-4 text-muted text-sm">
          <CircleCheck className="size-4 shrink-0 text-success" aria-hidden />
          {words.none}
        </p>
      )}
      {error && (
        <p role="alert" className="border-line border-t bg-warning-soft px-5 py-2 text-warning text-xs">
          {words.partly(error.message)}
        </p>
      )}
      {items.length > FEW && (
        <div className="border-line border-t p-2 text-center">
          <Button variant="ghost" size="sm" onClick={() => setAll(!all)}>
            {all ? figureWords.showFewer : figureWords.showAll(String(items.length))}
          </Button>
        </div>
      )}
    </Card>
  )
}

function AttentionLine({ item }: { item: Attention }) {
  const { icon: Icon, colour } = LOOKS[item.tone]
  const inner = (
    <>
      <Icon className={cn("mt-0.5 size-4 shrink-0", colour)} aria-hidden />
      <span className="min-w-0 flex-1">
        <span className="block break-words font-medium text-ink text-sm">
          <span className="sr-only">{words.tones[item.tone]}: </span>
          {item.title}
        </span>
        <span className="block break-words text-muted text-xs">{item.detail}</span>
      </span>
    </>
  )
  const look = "flex items-start gap-3 px-5 py-2.5"
  if (item.href === null) return <div className={look}>{inner}</div>
  return (
    <Link
      href={item.href}
      prefetch={false}
      className={cn(look, "transition-colors hover:bg-subtle focus-visible:-outline-offset-2")}
    >
      {inner}
      <ChevronRight className="mt-1 size-4 shrink-0 text-faint" aria-hidden />
    </Link>
  )
}
