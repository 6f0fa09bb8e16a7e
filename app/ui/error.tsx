"use client"

import { ErrorState } from "#components/ui/error-state"

interface ErrorPageProps {
  error: Error & { digest?: string }
  reset: () => void
}

/** A page that failed. What exactly is in the gateway's log, under the digest; a visitor gets no inner words. */
export default function ErrorPage({ error, reset }: ErrorPageProps) {
  const where = error.digest ? ` The gateway's log has the details under ${error.digest}.` : ""
  const shown = new Error(`Something went wrong on this page. Trying again may help.${where}`)
  return (
    <main className="grid min-h-[60dvh] place-items-center">
      <ErrorState title="This page failed" error={shown} onRetry={reset} />
    </main>
  )
}
