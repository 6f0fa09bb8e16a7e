"use client"

import type { LucideIcon } from "lucide-react"
import { Th } from "#components/ui/table"
import { useOnDemand } from "#components/ui/use-on-demand"
import { listWords } from "#lib/ui/words/components-data-table"
import { RowActionsButton } from "./row-actions-button"

export interface RowAction {
  readonly label: string
  readonly icon: LucideIcon
  readonly onSelect?: () => void
  /** It leads there instead. */
  readonly href?: string
  /** It opens a dialog: called once the menu has given the focus back to its button, where the dialog gives it back to. */
  readonly opens?: boolean
  /** The row goes with it, and the focus to the page's content, for the menu's button goes too. */
  readonly removes?: boolean
  readonly destructive?: boolean
  /** A line above it. */
  readonly apart?: boolean
}

/** The head of the column they stand in. */
export function ActionsHead() {
  return (
    <Th className="w-12">
      <span className="sr-only">{listWords.actions}</span>
    </Th>
  )
}

export interface RowActionsProps {
  /** What they are about: the button is called "Actions for …". */
  subject: string
  actions: readonly RowAction[]
}

const loadMenu = () => import("./row-menu").then((module) => module.RowMenu)

/** What can be done with a row; nothing where there is nothing. */
export function RowActions({ subject, actions }: RowActionsProps) {
  const [Menu, wanting] = useOnDemand(loadMenu)
  if (actions.length === 0) return null
  return Menu ? <Menu subject={subject} actions={actions} /> : <RowActionsButton subject={subject} {...wanting} />
}
