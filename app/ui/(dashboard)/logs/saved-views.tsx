"use client"

import { Bookmark, Link2, Plus, Trash2 } from "lucide-react"
import { useRouter } from "next/navigation"
import { type FormEvent, useId, useState } from "react"
import { toast } from "sonner"
import { Button } from "#components/ui/button"
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu"
import { FormButtons, FormDialog } from "#components/ui/form-dialog"
import { Input } from "#components/ui/input"
import { Label } from "#components/ui/label"
import { copyText } from "#lib/ui/copy-text"
import { MAX_VIEW_NAME, viewQuery, withoutView, withView } from "#lib/ui/saved-views"
import { useSavedViews } from "#lib/ui/use-saved-views"

/** Filters under a name, kept in this browser, and the link that shows somebody else the same. */
export function SavedViews() {
  const [views, save] = useSavedViews("logs")
  const [naming, setNaming] = useState(false)
  const router = useRouter()

  async function share() {
    const copied = await copyText(window.location.href)
    if (copied) toast.success("Link copied")
    else toast.error("The browser did not allow it. Copy the address instead.")
  }

  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="outline">
            <Bookmark aria-hidden />
            Views
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent className="w-64">
          {views.map(({ name, query }) => (
            <div key={name} className="flex items-center">
              <DropdownMenuItem className="min-w-0 flex-1" onSelect={() => router.push(`/ui/logs?${query}`)}>
                <span className="truncate">{name}</span>
              </DropdownMenuItem>
              <DropdownMenuItem
                aria-label={`Delete the view ${name}`}
                onSelect={(event) => {
                  event.preventDefault()
                  save(withoutView(views, name))
                }}
              >
                <Trash2 aria-hidden />
              </DropdownMenuItem>
            </div>
          ))}
          {views.length > 0 && <DropdownMenuSeparator />}
          <DropdownMenuItem onSelect={() => setNaming(true)}>
            <Plus aria-hidden />
            Save this view…
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => void share()}>
            <Link2 aria-hidden />
            Copy the link to it
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <NameView
        open={naming}
        onOpenChange={setNaming}
        onName={(name) => {
          save(withView(views, { name, query: viewQuery(window.location.search) }))
          toast.success(`Saved as ${name}`)
        }}
      />
    </>
  )
}

interface NameViewProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  onName: (name: string) => void
}

function NameView({ open, onOpenChange, onName }: NameViewProps) {
  const [name, setName] = useState("")
  const id = useId()

  function submit(event: FormEvent) {
    event.preventDefault()
    if (name.trim() === "") return
    onName(name.trim())
    setName("")
    onOpenChange(false)
  }

  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
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
