"use client"

import { Ellipsis, type LucideIcon } from "lucide-react"
import { Fragment, useRef } from "react"
import { Button } from "#components/ui/button"
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu"
import { Th } from "#components/ui/table"

export interface RowAction {
  readonly label: string
  readonly icon: LucideIcon
  readonly onSelect: () => void
  /** It opens a dialog: called once the menu has given the focus back to its button, where the dialog gives it back to. */
  readonly opens?: boolean
  readonly destructive?: boolean
  /** A line above it. */
  readonly apart?: boolean
}

/** The head of the column they stand in. */
export function ActionsHead() {
  return (
    <Th className="w-12">
      <span className="sr-only">Actions</span>
    </Th>
  )
}

interface RowActionsProps {
  /** What they are about: the button is called "Actions for …". */
  subject: string
  actions: readonly RowAction[]
}

/** What can be done with a row. */
export function RowActions({ subject, actions }: RowActionsProps) {
  const chosen = useRef<RowAction | null>(null)

  function openChosen() {
    const action = chosen.current
    chosen.current = null
    action?.onSelect()
  }

  function select(action: RowAction) {
    if (action.opens) chosen.current = action
    else action.onSelect()
  }

  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon" aria-label={`Actions for ${subject}`}>
          <Ellipsis aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent onCloseAutoFocus={openChosen}>
        {actions.map((action) => (
          <Fragment key={action.label}>
            {action.apart && <DropdownMenuSeparator />}
            <DropdownMenuItem destructive={action.destructive} onSelect={() => select(action)}>
              <action.icon aria-hidden />
              {action.label}
            </DropdownMenuItem>
          </Fragment>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
