"use client"

import { ThemeProvider } from "next-themes"
import type { CSSProperties, ReactNode } from "react"
import { Toaster } from "sonner"

interface ProvidersProps {
  /** The request's CSP nonce, for the script that sets the theme before the first paint. */
  nonce: string | undefined
  children: ReactNode
}

/** The theme's own colours, so that messages follow it without knowing it. */
const TOAST_STYLE = {
  fontFamily: "inherit",
  "--normal-bg": "var(--raised)",
  "--normal-text": "var(--ink)",
  "--normal-border": "var(--line-strong)",
} as CSSProperties

/** What sonner has colours of its own for, made for a light ground. */
const TOAST_CLASSES = {
  description: "text-muted!",
  actionButton: "h-7! px-2.5! focus-visible:shadow-none! focus-visible:outline-2! focus-visible:outline-accent!",
}

/** What every page stands in: the theme and the messages. */
export function Providers({ nonce, children }: ProvidersProps) {
  return (
    <ThemeProvider attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange nonce={nonce ?? ""}>
      {children}
      <Toaster position="bottom-right" style={TOAST_STYLE} toastOptions={{ classNames: TOAST_CLASSES }} />
    </ThemeProvider>
  )
}
