"use client"

import { Link2, Plus, Trash2 } from "lucide-react"
import dynamic from "next/dynamic"
import { useRouter } from "next/navigation"
import { useState } from "react"
import { toast } from "sonner"
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu"
import { copyText } from "#lib/ui/copy-text"
import { viewQuery, withoutView, withView } from "#lib/ui/saved-views"
import { useSavedViews } from "#lib/ui/use-saved-views"
import { ViewsButton } from "./views-button"

/** Asked for once in a while: it comes when it is. */
const NameView = dynamic(() => import("./name-view").then((view) => view.NameView), { ssr: false })

/** Filters under a name, kept in this browser, and the link that shows somebody else the same; open as it appears. */
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
      <DropdownMenu defaultOpen>
        <DropdownMenuTrigger asChild>
          <ViewsButton />
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
      {naming && (
        <NameView
          onClose={() => setNaming(false)}
          onName={(name) => {
            const saved = save(withView(views, { name, query: viewQuery(window.location.search) }))
            if (saved) toast.success(`Saved as ${name}`)
            else toast.error("The browser keeps nothing for this page. Copy the link instead.")
          }}
        />
      )}
    </>
  )
}
