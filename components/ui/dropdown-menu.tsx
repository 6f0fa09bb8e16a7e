"use client"

import { DropdownMenu as Radix } from "radix-ui"
import type { ComponentProps } from "react"
import { cn } from "#lib/ui/cn"

/** A menu: a trigger and DropdownMenuContent. What is around it stays what it is, to see, to scroll and to read aloud. */
export function DropdownMenu(props: ComponentProps<typeof Radix.Root>) {
  return <Radix.Root modal={false} {...props} />
}
export const DropdownMenuTrigger = Radix.Trigger

export function DropdownMenuContent({ className, align = "end", ...rest }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        align={align}
        sideOffset={4}
        collisionPadding={8}
        // A message that goes gives the focus back to where it was: that is no wish to close the menu.
        onFocusOutside={(event) => event.preventDefault()}
        {...rest}
        className={cn(
          "z-50 min-w-44 animate-pop rounded-lg border border-line bg-raised p-1 text-sm shadow-overlay outline-none",
          className,
        )}
      />
    </Radix.Portal>
  )
}

interface ItemProps extends ComponentProps<typeof Radix.Item> {
  destructive?: boolean | undefined
}

export function DropdownMenuItem({ className, destructive, ...rest }: ItemProps) {
  return (
    <Radix.Item
      {...rest}
      className={cn(
        "flex cursor-default select-none items-center gap-2.5 rounded-md px-2 py-1.5 text-ink outline-none data-[disabled]:opacity-50",
        "data-[highlighted]:bg-hover [&_svg]:size-4 [&_svg]:text-faint",
        destructive && "text-danger data-[highlighted]:bg-danger-soft [&_svg]:text-danger",
        className,
      )}
    />
  )
}

export function DropdownMenuSeparator({ className, ...rest }: ComponentProps<typeof Radix.Separator>) {
  return <Radix.Separator {...rest} className={cn("-mx-1 my-1 h-px bg-line", className)} />
}
