import { type FormEvent, useId, useState } from "react"
import { toast } from "sonner"
import { Field } from "#components/form/field"
import { useVisitor } from "#components/nav/visitor-context"
import { FormButtons, FormDialog } from "#components/ui/form-dialog"
import { Input } from "#components/ui/input"
import { Label } from "#components/ui/label"
import type { SavedView } from "#lib/ui/api.gen"
import { MAX_VIEW_NAME, sameName, useSaveView, type ViewPage, viewQuery } from "#lib/ui/saved-views"
import { sharesViews } from "#lib/ui/visitor"
import { actions } from "#lib/ui/words/actions"
import { savedViewsWords } from "#lib/ui/words/saved-views"
import { terms } from "#lib/ui/words/terms"

const words = savedViewsWords.dialog

interface NameViewProps {
  page: ViewPage
  views: readonly SavedView[]
  onClose: () => void
}

/** Asks for the name of a view, and an admin whether it is for everybody; keeps it. */
export function NameView({ page, views, onClose }: NameViewProps) {
  const [name, setName] = useState("")
  const [shared, setShared] = useState(false)
  const save = useSaveView(page, views)
  const mayShare = sharesViews(useVisitor())
  const id = useId()
  const title = name.trim()

  function submit(event: FormEvent) {
    event.preventDefault()
    if (title === "") return
    save.mutate(
      { name: title, query: viewQuery(window.location.search), shared },
      {
        onSuccess: () => {
          toast.success(words.saved(title))
          onClose()
        },
      },
    )
  }

  return (
    <FormDialog open onOpenChange={onClose} title={words.title} description={words.description}>
      <form onSubmit={submit} className="space-y-4">
        <Field id={id} label={terms.name} error={save.error?.message} hint={sameName(views, title) && words.replaces}>
          {(control) => (
            <Input
              {...control}
              required
              maxLength={MAX_VIEW_NAME}
              value={name}
              onChange={(event) => setName(event.target.value)}
              placeholder={words.namePlaceholder}
            />
          )}
        </Field>
        {mayShare && (
          <span className="flex items-center gap-2">
            <input
              id={`${id}-shared`}
              type="checkbox"
              className="size-4 accent-accent"
              checked={shared}
              onChange={(event) => setShared(event.target.checked)}
            />
            <Label htmlFor={`${id}-shared`} className="font-normal text-muted">
              {words.share}
            </Label>
          </span>
        )}
        <FormButtons action={actions.save} pending={save.isPending} />
      </form>
    </FormDialog>
  )
}
