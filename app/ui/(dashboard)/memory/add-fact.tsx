"use client"

import { Plus } from "lucide-react"
import { toast } from "sonner"
import { useVisitor } from "#components/nav/visitor-context"
import { Button } from "#components/ui/button"
import { FormButtons, FormDialog } from "#components/ui/form-dialog"
import { managesMemory } from "#lib/ui/visitor"
import { factWords } from "#lib/ui/words/memory"
import { type FactForm, FactFormView } from "./fact-form"
import { useAddFact } from "./queries"
import { useAddingFact, useMemoryFilters } from "./use-memory-filters"

const words = factWords.add

/** The button for a new fact, about the user that is looked at or another, and the form behind it. */
export function AddFact() {
  const visitor = useVisitor()
  const manages = managesMemory(visitor)
  const [{ user, tenant }] = useMemoryFilters()
  const [open, setOpen] = useAddingFact()
  const add = useAddFact()

  function change(opens: boolean) {
    if (opens) add.reset()
    void setOpen(opens || null)
  }

  function submit(form: FactForm) {
    const where = user !== "" && tenant !== "" ? { tenant } : {}
    add.mutate(
      { user_id: form.user.trim(), fact: form.fact, ...where },
      {
        onSuccess: () => {
          toast.success(words.done)
          change(false)
        },
      },
    )
  }

  if (!manages) return null
  return (
    <>
      <Button onClick={() => change(true)}>
        <Plus aria-hidden />
        {words.action}
      </Button>
      <FormDialog
        open={open}
        onOpenChange={change}
        title={user === "" ? words.title : words.titleAbout(user)}
        description={user === "" && visitor.userId === null ? words.forMasterKey : words.description}
      >
        <FactFormView asksUser={user === ""} initial={{ user, fact: "" }} error={add.error} onSubmit={submit}>
          <FormButtons action={words.action} pending={add.isPending} />
        </FactFormView>
      </FormDialog>
    </>
  )
}
