import { Ban, CircleCheck, Code, Ellipsis, HandCoins, Pencil, ScrollText, Trash2 } from "lucide-react"
import Link from "next/link"
import { useRef } from "react"
import { toast } from "sonner"
import { useVisitor } from "#components/nav/visitor-context"
import { Button } from "#components/ui/button"
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu"
import { type KeyRow, keyTitle } from "#lib/ui/key-row"
import { asksForBudget } from "#lib/ui/visitor"
import type { OpenDialog } from "./key-dialogs"
import { useBlockKey } from "./queries"

interface KeyActionsProps {
  row: KeyRow
  onOpen: (dialog: OpenDialog) => void
}

/** What can be done with a key. */
export function KeyActions({ row, onOpen }: KeyActionsProps) {
  const visitor = useVisitor()
  const block = useBlockKey(row.token)
  /** Opened once the menu has given the focus back to its button: that is where the dialog gives it back to in turn. */
  const chosen = useRef<OpenDialog["kind"] | null>(null)

  function openChosen() {
    if (chosen.current !== null) onOpen({ kind: chosen.current, row })
    chosen.current = null
  }

  function choose(kind: OpenDialog["kind"]) {
    chosen.current = kind
  }

  function setBlocked(blocked: boolean) {
    block.mutate(blocked, {
      onSuccess: () => toast.success(`${keyTitle(row)} is ${blocked ? "blocked" : "working again"}`),
      onError: (e) => toast.error(`${keyTitle(row)} was not changed`, { description: e.message }),
    })
  }

  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon" aria-label={`Actions for ${keyTitle(row)}`}>
          <Ellipsis aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent onCloseAutoFocus={openChosen}>
        <DropdownMenuItem onSelect={() => choose("edit")}>
          <Pencil aria-hidden />
          Edit
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => choose("snippets")}>
          <Code aria-hidden />
          Use this key
        </DropdownMenuItem>
        {asksForBudget(visitor, row.user_id, row.max_budget) && (
          <DropdownMenuItem onSelect={() => choose("ask")}>
            <HandCoins aria-hidden />
            Ask for more budget
          </DropdownMenuItem>
        )}
        <DropdownMenuItem asChild>
          <Link href={`/ui/logs?key=${row.token}&range=all`}>
            <ScrollText aria-hidden />
            See requests
          </Link>
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => setBlocked(!row.blocked)}>
          {row.blocked ? <CircleCheck aria-hidden /> : <Ban aria-hidden />}
          {row.blocked ? "Unblock" : "Block"}
        </DropdownMenuItem>
        <DropdownMenuItem destructive onSelect={() => choose("delete")}>
          <Trash2 aria-hidden />
          Delete
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
