import { GeistMono } from "geist/font/mono"
import { GeistSans } from "geist/font/sans"
import type { Metadata, Viewport } from "next"
import { headers } from "next/headers"
import type { ReactNode } from "react"
import { siteWords } from "#lib/ui/words/site"
import "./globals.css"
import { Providers } from "./providers"

export const metadata: Metadata = {
  title: { default: siteWords.name, template: siteWords.titleTemplate },
  description: siteWords.description,
  icons: { icon: "/logo.svg" },
  robots: { index: false, follow: false },
}

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fafaf9" },
    { media: "(prefers-color-scheme: dark)", color: "#0b0b0c" },
  ],
}

/** Reading the nonce makes every page dynamic, which a nonce needs: no two answers may share one. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined
  return (
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`} suppressHydrationWarning>
      <body className="min-h-dvh bg-canvas text-ink antialiased">
        <Providers nonce={nonce}>{children}</Providers>
      </body>
    </html>
  )
}
