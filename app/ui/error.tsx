"use client"

import { ErrorState } from "#components/ui/error-state"
import { errorPageWords } from "#lib/ui/words/error-page"

interface ErrorPageProps {
  error: Error & { digest?: string }
  reset: () => void
}

/** A page that failed. What exactly is in the gateway's log, under the digest; a visitor gets no inner words. */
export default function ErrorPage({ error, reset }: ErrorPageProps) {
  const { title, description, descriptionWithDigest } = errorPageWords
  const shown = new Error(error.digest ? descriptionWithDigest(error.digest) : description)
  return (
    <main className="grid min-h-[60dvh] place-items-center">
      <ErrorState title={title} error={shown} onRetry={reset} />
    </main>
  )
}
