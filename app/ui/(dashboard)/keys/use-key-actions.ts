import { Ban, ChartLine, CircleCheck, Code, HandCoins, Pencil, ScrollText, Trash2 } from "lucide-react"
import type { RowAction } from "#components/data-table/row-actions"
import { useVisitor } from "#components/nav/visitor-context"
import type { KeyRow } from "#lib/ui/key-row"
import { asksForBudget, makesKeys } from "#lib/ui/visitor"
import { keysWords } from "#lib/ui/words/keys"
import type { OpenDialog } from "./key-dialogs"
import { useBlockKey } from "./queries"

const words = keysWords.actions

/** What the visitor can do with a key. */
export function useKeyActions(row: KeyRow, onOpen: (dialog: OpenDialog) => void): RowAction[] {
  const block = useBlockKey(row)
  const visitor = useVisitor()

  const edit: RowAction = {
    label: words.edit,
    icon: Pencil,
    opens: true,
    onSelect: () => onOpen({ kind: "edit", row }),
  }
  const budget: RowAction = {
    label: words.budget,
    icon: ChartLine,
    opens: true,
    onSelect: () => onOpen({ kind: "budget", row }),
  }
  const ask: RowAction = {
    label: words.ask,
    icon: HandCoins,
    opens: true,
    onSelect: () => onOpen({ kind: "ask", row }),
  }
  const look: RowAction[] = [
    { label: words.use, icon: Code, opens: true, onSelect: () => onOpen({ kind: "snippets", row }) },
    ...(row.max_budget === null ? [] : [budget]),
    ...(asksForBudget(visitor, row.user_id, row.max_budget) ? [ask] : []),
    { label: words.seeRequests, icon: ScrollText, href: `/ui/logs?key=${row.token}&range=all` },
  ]
  if (!makesKeys(visitor)) return look
  return [
    edit,
    ...look,
    {
      label: row.blocked ? words.unblock : words.block,
      icon: row.blocked ? CircleCheck : Ban,
      apart: true,
      onSelect: () => block.mutate(!row.blocked),
    },
    {
      label: words.delete,
      icon: Trash2,
      opens: true,
      destructive: true,
      onSelect: () => onOpen({ kind: "delete", row }),
    },
  ]
}
