"use client"

import { ThemeProvider } from "next-themes"
import type { ReactNode } from "react"
import { Toaster } from "sonner"

interface ProvidersProps {
  /** The request's CSP nonce, for the script that sets the theme before the first paint. */
  nonce: string | undefined
  children: ReactNode
}

/** What every page stands in: the theme and the messages. */
export function Providers({ nonce, children }: ProvidersProps) {
  return (
    <ThemeProvider attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange nonce={nonce ?? ""}>
      {children}
      <Toaster
        position="bottom-right"
        theme="system"
        toastOptions={{ className: "!rounded-lg !border-line !shadow-overlay" }}
      />
    </ThemeProvider>
  )
}
