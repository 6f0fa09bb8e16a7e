"use client"

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { ShieldAlert, ShieldCheck, ShieldQuestion } from "lucide-react"
import { useVisitor } from "#components/nav/visitor-context"
import { Button } from "#components/ui/button"
import { apiGet } from "#lib/ui/api"
import type { LedgerLastOutput, Verified } from "#lib/ui/api.gen"
import { cn } from "#lib/ui/cn"
import { verifiedWords } from "#lib/ui/verified"
import { seesAll } from "#lib/ui/visitor"
import { ledgerWords } from "#lib/ui/words/usage"

const LAST_CHECK = ["ledger", "last-check"]
const ICONS = { agrees: ShieldCheck, differs: ShieldAlert, never: ShieldQuestion }

/** What the last check of the whole ledger found, the nightly one or one made here. Nothing for those who may not see it. */
export function VerifiedLine() {
  const queries = useQueryClient()
  const last = useQuery({
    queryKey: LAST_CHECK,
    queryFn: ({ signal }) => apiGet<LedgerLastOutput>("/spend/verify/last", {}, signal),
    retry: false,
    enabled: seesAll(useVisitor()),
  })
  const verify = useMutation({
    mutationFn: () => apiGet<Verified>("/spend/verify"),
    onSuccess: (now) => queries.setQueryData(LAST_CHECK, { last: now } satisfies LedgerLastOutput),
  })
  if (!last.data) return null
  const { kind, words } = verifiedWords(last.data.last)
  const Icon = ICONS[kind]
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs">
      <p
        role="status"
        aria-label={ledgerWords.check.label}
        className={cn("flex items-center gap-2", kind === "differs" ? "text-danger" : "text-muted")}
      >
        <Icon className={cn("size-4 shrink-0", kind === "agrees" && "text-success")} aria-hidden />
        <span className="tabular-nums [overflow-wrap:anywhere]">{words}</span>
      </p>
      <Button
        variant="ghost"
        size="sm"
        className="max-sm:ml-3.5"
        loading={verify.isPending}
        onClick={() => verify.mutate()}
      >
        {ledgerWords.check.now}
      </Button>
      {verify.isError && (
        <p role="alert" className="text-danger">
          {verify.error.message}
        </p>
      )}
    </div>
  )
}
