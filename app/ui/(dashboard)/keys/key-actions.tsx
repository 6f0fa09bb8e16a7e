import { Ban, CircleCheck, Code, Ellipsis, Pencil, ScrollText, Trash2 } from "lucide-react"
import Link from "next/link"
import { toast } from "sonner"
import { Button } from "#components/ui/button"
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu"
import { type KeyRow, keyTitle } from "#lib/ui/key-row"
import type { OpenDialog } from "./key-dialogs"
import { useBlockKey } from "./queries"

interface KeyActionsProps {
  row: KeyRow
  onOpen: (dialog: OpenDialog) => void
}

/** What can be done with a key. */
export function KeyActions({ row, onOpen }: KeyActionsProps) {
  const block = useBlockKey(row.token)

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
      <DropdownMenuContent>
        <DropdownMenuItem onSelect={() => onOpen({ kind: "edit", row })}>
          <Pencil aria-hidden />
          Edit
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => onOpen({ kind: "snippets", row })}>
          <Code aria-hidden />
          Use this key
        </DropdownMenuItem>
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
        <DropdownMenuItem destructive onSelect={() => onOpen({ kind: "delete", row })}>
          <Trash2 aria-hidden />
          Delete
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
