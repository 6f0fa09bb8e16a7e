"use client"

import { Tooltip as RadixTooltip } from "radix-ui"
import type { ReactNode } from "react"

export const TooltipProvider = RadixTooltip.Provider

interface TooltipProps {
  /** A focusable element. */
  children: ReactNode
  content: ReactNode
  side?: "top" | "right" | "bottom" | "left" | undefined
}

/** A word more about `children`, on hover and on focus. Never the only place of something needed. */
export function Tooltip({ children, content, side = "top" }: TooltipProps) {
  return (
    <RadixTooltip.Root>
      <RadixTooltip.Trigger asChild>{children}</RadixTooltip.Trigger>
      <RadixTooltip.Portal>
        <RadixTooltip.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-w-72 animate-fade rounded-md bg-primary px-2.5 py-1.5 text-on-primary text-xs shadow-overlay"
        >
          {content}
        </RadixTooltip.Content>
      </RadixTooltip.Portal>
    </RadixTooltip.Root>
  )
}
