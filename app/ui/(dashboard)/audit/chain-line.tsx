"use client"

import { useMutation } from "@tanstack/react-query"
import { Link2, Link2Off } from "lucide-react"
import { Button } from "#components/ui/button"
import { CopyButton } from "#components/ui/copy-button"
import { cn } from "#lib/ui/cn"
import { formatCount } from "#lib/ui/format"
import { auditWords } from "#lib/ui/words/audit"
import { checkChain } from "./queries"

const words = auditWords.chain

/** Checks that no row was altered or taken out, and says what came of it. */
export function ChainLine() {
  const check = useMutation({ mutationFn: checkChain })
  const { data } = check
  const Icon = data?.ok === false ? Link2Off : Link2
  return (
    <div className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-1 text-xs">
      <p
        role="status"
        aria-label={words.label}
        className={cn("flex items-center gap-2", data?.ok === false ? "text-danger" : "text-muted")}
      >
        <Icon className={cn("size-4 shrink-0", data?.ok && "text-success")} aria-hidden />
        <span className="tabular-nums [overflow-wrap:anywhere]">
          {data === undefined && words.unchecked}
          {data?.ok && words.intact(formatCount(data.rows), data.head.slice(0, 12))}
          {data?.broken && words.broken(data.broken.id, data.broken.why)}
        </span>
        {data?.ok && <CopyButton value={data.head} label={words.copyHash} className="-my-2 [&_svg]:size-3.5" />}
      </p>
      <Button variant="ghost" size="sm" loading={check.isPending} onClick={() => check.mutate()}>
        {words.verify}
      </Button>
      {check.isError && (
        <p role="alert" className="text-danger">
          {check.error.message}
        </p>
      )}
    </div>
  )
}
