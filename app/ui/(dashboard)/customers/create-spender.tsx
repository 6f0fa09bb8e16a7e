"use client"

import { Plus } from "lucide-react"
import { toast } from "sonner"
import { useVisitor } from "#components/nav/visitor-context"
import { Button } from "#components/ui/button"
import { FormButtons, FormDialog } from "#components/ui/form-dialog"
import { EMPTY_SPENDER_FORM, type SpenderForm, spenderBody } from "#lib/ui/spender-form"
import { managesSpenders } from "#lib/ui/visitor"
import { spenderWords, customersPageWords as words } from "#lib/ui/words/customers"
import { useCreateSpender } from "./queries"
import { SpenderFormView } from "./spender-form-view"
import { useCreatingSpender, useSpenderFilters } from "./use-spender-filters"

/** The button for a new one of the open tab's kind, and the form behind it. */
export function CreateSpender() {
  const [{ tab }] = useSpenderFilters()
  const [open, setOpen] = useCreatingSpender()
  const create = useCreateSpender(tab)
  const { create: action, createHint } = spenderWords[tab]
  const manages = managesSpenders(useVisitor())

  function change(opens: boolean) {
    if (opens) create.reset()
    void setOpen(opens || null)
  }

  function submit(form: SpenderForm) {
    create.mutate(spenderBody(tab, form), {
      onSuccess: () => {
        toast.success(words.created(form.id.trim()))
        change(false)
      },
    })
  }

  if (!manages) return null
  return (
    <>
      <Button onClick={() => change(true)}>
        <Plus aria-hidden />
        {action}
      </Button>
      <FormDialog open={open} onOpenChange={change} title={action} description={createHint}>
        <SpenderFormView kind={tab} isNew initial={EMPTY_SPENDER_FORM} error={create.error} onSubmit={submit}>
          <FormButtons action={action} pending={create.isPending} />
        </SpenderFormView>
      </FormDialog>
    </>
  )
}
