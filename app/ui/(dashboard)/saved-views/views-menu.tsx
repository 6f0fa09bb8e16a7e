"use client"

import { useQuery } from "@tanstack/react-query"
import { Link2, Plus, Trash2, UsersRound } from "lucide-react"
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
import type { SavedView } from "#lib/ui/api.gen"
import { copyText } from "#lib/ui/copy-text"
import { savedViewsQuery, useDeleteView, type ViewPage } from "#lib/ui/saved-views"
import { savedViewsWords } from "#lib/ui/words/saved-views"
import { ViewsButton } from "./views-button"

const words = savedViewsWords
/** Asked for once in a while: it comes when it is. */
const NameView = dynamic(() => import("./name-view").then((view) => view.NameView), { ssr: false })

/** Filters under a name, kept with the gateway, and the link that shows somebody else the same; open as it appears. */
export function ViewsMenu({ page }: { page: ViewPage }) {
  const { data: views = [], isPending, error } = useQuery(savedViewsQuery(page))
  const forget = useDeleteView()
  const [naming, setNaming] = useState(false)

  async function share() {
    const copied = await copyText(window.location.href)
    if (copied) toast.success(words.linkCopied)
    else toast.error(words.linkNotCopied)
  }

  return (
    <>
      <DropdownMenu defaultOpen>
        <DropdownMenuTrigger asChild>
          <ViewsButton />
        </DropdownMenuTrigger>
        <DropdownMenuContent className="flex max-h-96 w-72 max-w-[calc(100vw-1rem)] flex-col">
          <div className="min-h-0 flex-1 overflow-y-auto">
            {views.map((view) => (
              <ViewItem key={view.view_id} view={view} onDelete={() => forget(view)} />
            ))}
            {views.length === 0 && (
              <DropdownMenuItem disabled className="text-muted text-xs data-[disabled]:opacity-100">
                {viewsWords(isPending, error)}
              </DropdownMenuItem>
            )}
          </div>
          <DropdownMenuSeparator />
          <DropdownMenuItem onSelect={() => setNaming(true)}>
            <Plus aria-hidden />
            {words.saveThis}
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => void share()}>
            <Link2 aria-hidden />
            {words.copyLink}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {naming && <NameView page={page} views={views} onClose={() => setNaming(false)} />}
    </>
  )
}

function viewsWords(isPending: boolean, error: Error | null): string {
  if (error) return words.failed(error.message)
  return isPending ? words.loading : words.none
}

function ViewItem({ view, onDelete }: { view: SavedView; onDelete: () => void }) {
  const { page, name, query, shared, can_change: changes } = view
  const router = useRouter()
  return (
    <div className="flex items-center">
      <DropdownMenuItem className="min-w-0 flex-1" onSelect={() => router.push(`/ui/${page}?${query}`)}>
        <span className="min-w-0 flex-1 truncate">{name}</span>
        {shared && (
          <span className="flex shrink-0 items-center gap-1 text-faint text-xs [&_svg]:size-3.5">
            <UsersRound aria-hidden />
            {words.shared}
          </span>
        )}
      </DropdownMenuItem>
      {changes && (
        <DropdownMenuItem
          aria-label={words.delete(name)}
          onSelect={(event) => {
            event.preventDefault()
            onDelete()
          }}
        >
          <Trash2 aria-hidden />
        </DropdownMenuItem>
      )}
    </div>
  )
}
