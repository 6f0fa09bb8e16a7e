"use client"

import { ThemeProvider } from "next-themes"
import type { CSSProperties, ReactNode } from "react"
import { Toaster } from "sonner"

interface ProvidersProps {
  /** The request's CSP nonce, for the script that sets the theme before the first paint. */
  nonce: string | undefined
  children: ReactNode
}

/** The theme's own colours, so that messages follow it without knowing it, and a width that fits where they stand. */
const TOAST_STYLE = {
  fontFamily: "inherit",
  "--width": "var(--message-width)",
  "--normal-bg": "var(--raised)",
  "--normal-text": "var(--ink)",
  "--normal-border": "var(--line-strong)",
} as CSSProperties

/** What sonner has colours of its own for, made for a light ground. */
const TOAST_CLASSES = {
  // In the narrow column the button has a line of its own.
  toast: "lg:flex-wrap! lg:gap-y-2! lg:p-3!",
  content: "lg:basis-[calc(100%-1.75rem)]!",
  description: "text-muted!",
  actionButton: "h-7! px-2.5! focus-visible:shadow-none! focus-visible:outline-2! focus-visible:outline-accent!",
}

/**
 * Where nothing is that one works with: in the column of the navigation, which makes room for them; where there is no such column,
 * at the window's end, and a page ends as far above it as they are high.
 */
const TOAST_PLACE = { bottom: "var(--message-bottom)", left: "var(--message-left)" }

/** What every page stands in: the theme and the messages. */
export function Providers({ nonce, children }: ProvidersProps) {
  return (
    <ThemeProvider attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange nonce={nonce ?? ""}>
      {children}
      <Toaster
        position="bottom-left"
        offset={TOAST_PLACE}
        style={TOAST_STYLE}
        toastOptions={{ classNames: TOAST_CLASSES }}
      />
    </ThemeProvider>
  )
}
