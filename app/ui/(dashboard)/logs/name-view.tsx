import { type FormEvent, useId, useState } from "react"
import { FormButtons, FormDialog } from "#components/ui/form-dialog"
import { Input } from "#components/ui/input"
import { Label } from "#components/ui/label"
import { MAX_VIEW_NAME } from "#lib/ui/saved-views"

interface NameViewProps {
  onClose: () => void
  onName: (name: string) => void
}

/** Asks for the name of a view. */
export function NameView({ onClose, onName }: NameViewProps) {
  const [name, setName] = useState("")
  const id = useId()

  function submit(event: FormEvent) {
    event.preventDefault()
    if (name.trim() === "") return
    onName(name.trim())
    onClose()
  }

  return (
    <FormDialog
      open
      onOpenChange={onClose}
      title="Save this view"
      description="The filters, the search and the time range as they are now. A view of the same name is replaced."
    >
      <form onSubmit={submit} className="space-y-4">
        <div className="space-y-1.5">
          <Label htmlFor={id}>Name</Label>
          <Input
            id={id}
            required
            maxLength={MAX_VIEW_NAME}
            value={name}
            onChange={(event) => setName(event.target.value)}
            placeholder="Failures of the nightly jobs"
          />
        </div>
        <FormButtons action="Save" pending={false} />
      </form>
    </FormDialog>
  )
}
