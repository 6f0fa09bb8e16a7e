"use client"

import Link from "next/link"
import { Fragment, useRef } from "react"
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu"
import type { RowAction, RowActionsProps } from "./row-actions"
import { RowActionsButton } from "./row-actions-button"

/** The menu of a row's actions, open as it appears. */
export function RowMenu({ subject, actions }: RowActionsProps) {
  const chosen = useRef<RowAction | null>(null)

  function openChosen(event: Event) {
    const action = chosen.current
    chosen.current = null
    if (action?.removes) {
      event.preventDefault()
      document.getElementById("content")?.focus({ preventScroll: true })
    }
    action?.onSelect?.()
  }

  function select(action: RowAction) {
    if (action.opens || action.removes) chosen.current = action
    else action.onSelect?.()
  }

  return (
    <DropdownMenu defaultOpen>
      <DropdownMenuTrigger asChild>
        <RowActionsButton subject={subject} />
      </DropdownMenuTrigger>
      <DropdownMenuContent onCloseAutoFocus={openChosen}>
        {actions.map((action) => (
          <Fragment key={action.label}>
            {action.apart && <DropdownMenuSeparator />}
            <RowMenuItem action={action} onSelect={() => select(action)} />
          </Fragment>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}

function RowMenuItem({ action, onSelect }: { action: RowAction; onSelect: () => void }) {
  const { label, icon: Icon, href, destructive } = action
  if (href === undefined) {
    return (
      <DropdownMenuItem destructive={destructive} onSelect={onSelect}>
        <Icon aria-hidden />
        {label}
      </DropdownMenuItem>
    )
  }
  return (
    <DropdownMenuItem asChild>
      <Link href={href} prefetch={false}>
        <Icon aria-hidden />
        {label}
      </Link>
    </DropdownMenuItem>
  )
}
