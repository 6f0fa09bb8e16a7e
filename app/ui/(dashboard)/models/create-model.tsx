"use client"

import { FileCode, Plus } from "lucide-react"
import { parseAsBoolean, useQueryState } from "nuqs"
import { useState } from "react"
import { toast } from "sonner"
import { useVisitor } from "#components/nav/visitor-context"
import { Button } from "#components/ui/button"
import { FormButtons, FormDialog } from "#components/ui/form-dialog"
import type { ProviderFields } from "#lib/ui/api.gen"
import { EMPTY_MODEL_FORM, type ModelForm, modelBody } from "#lib/ui/model-form"
import { managesModels } from "#lib/ui/visitor"
import { modelDialogWords } from "#lib/ui/words/models"
import { ConfigHelp } from "./config-help"
import { ModelFormView } from "./model-form-view"
import { useAddModel } from "./queries"

const words = modelDialogWords.add

/** Whether the form for a new deployment is open; in the URL, so that any page can link to it. */
export function useCreatingModel() {
  return useQueryState("create", parseAsBoolean.withDefault(false))
}

/** The buttons of the page: a deployment that is stored, or how to write one into the config file. */
export function CreateModel() {
  const manages = managesModels(useVisitor())
  const [open, setOpen] = useCreatingModel()
  const [helping, setHelping] = useState(false)
  const add = useAddModel()

  function change(opens: boolean) {
    if (opens) add.reset()
    void setOpen(opens || null)
  }

  function submit(form: ModelForm, fields: ProviderFields["credential_fields"]) {
    const body = modelBody(form, fields)
    add.mutate(body, {
      onSuccess: () => {
        toast.success(words.done(body.model_name))
        change(false)
      },
    })
  }

  if (!manages) return null
  return (
    <>
      <Button variant="outline" onClick={() => setHelping(true)}>
        <FileCode aria-hidden />
        {words.inFile}
      </Button>
      <Button onClick={() => change(true)}>
        <Plus aria-hidden />
        {words.title}
      </Button>
      <ConfigHelp name={null} open={helping} onOpenChange={setHelping} />
      <FormDialog open={open} onOpenChange={change} title={words.title} description={words.description}>
        <ModelFormView initial={EMPTY_MODEL_FORM} stored={null} error={add.error} onSubmit={submit}>
          <FormButtons action={words.title} pending={add.isPending} />
        </ModelFormView>
      </FormDialog>
    </>
  )
}
