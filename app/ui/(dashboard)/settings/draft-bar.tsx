"use client"

import { useState } from "react"
import { toast } from "sonner"
import { Button } from "#components/ui/button"
import type { Setting, SettingsPlan } from "#lib/ui/api.gen"
import { changeBody, changeCount, type Drafts, draftProblems, type SettingFinding } from "#lib/ui/settings"
import { counted } from "#lib/ui/words/counted"
import { settingsDraftWords } from "#lib/ui/words/settings"
import { FindingLines } from "./finding-lines"
import { PlanDialog } from "./plan-dialog"
import { usePreview, type Wanted } from "./queries"

interface DraftBarProps {
  all: readonly Setting[]
  drafts: Drafts
  findings: readonly SettingFinding[]
  onFindings: (findings: readonly SettingFinding[]) => void
  onClear: () => void
}

/** How much is typed and not saved; from here it is looked at and saved. */
export function DraftBar({ all, drafts, findings, onFindings, onClear }: DraftBarProps) {
  const [plan, setPlan] = useState<{ plan: SettingsPlan; wanted: Wanted } | null>(null)
  const preview = usePreview()
  const count = changeCount(all, drafts)
  const unready = Object.keys(draftProblems(all, drafts)).length > 0
  const errors = findings.filter(({ severity }) => severity === "error")

  function review() {
    const wanted = changeBody(all, drafts)
    preview.mutate(wanted, {
      onSuccess: (made) => {
        onFindings(made.findings)
        if (made.ok) setPlan({ plan: made, wanted })
      },
    })
  }

  if (Object.keys(drafts).length === 0) return null
  return (
    <section
      aria-label={settingsDraftWords.label}
      className="sticky bottom-4 z-20 mt-6 rounded-xl border border-line-strong bg-raised px-4 py-3 shadow-overlay"
    >
      <div className="flex flex-wrap items-center gap-2">
        <p className="mr-auto text-sm">
          <span className="font-medium">{counted(count, settingsDraftWords.change, settingsDraftWords.changes)}</span>
          <span className="text-muted max-sm:sr-only"> {settingsDraftWords.notSaved}</span>
        </p>
        <Button variant="ghost" onClick={onClear}>
          {settingsDraftWords.discard}
        </Button>
        <Button loading={preview.isPending} disabled={unready || count === 0} onClick={review}>
          {settingsDraftWords.review}
        </Button>
      </div>
      {preview.isError && (
        <p role="alert" className="mt-2 text-danger text-xs [overflow-wrap:anywhere]">
          {preview.error.message}
        </p>
      )}
      {errors.length > 0 && (
        <div role="alert">
          <p className="mt-2 text-danger text-xs">{settingsDraftWords.refused}</p>
          <FindingLines findings={errors.map(({ where: _stored, ...error }) => error)} whole />
        </div>
      )}
      {plan !== null && (
        <PlanDialog
          title={settingsDraftWords.question}
          action={settingsDraftWords.save}
          {...plan}
          onClose={() => setPlan(null)}
          onSaved={(version) => {
            toast.success(settingsDraftWords.saved(version))
            setPlan(null)
            onClear()
          }}
        />
      )}
    </section>
  )
}
