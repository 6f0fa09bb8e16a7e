"use client"

import { actions } from "#lib/ui/words/actions"
import { errorPageWords } from "#lib/ui/words/error-page"

interface ErrorPageProps {
  error: Error & { digest?: string }
  reset: () => void
}

/**
 * A page that failed. What exactly is in the gateway's log, under the digest; a visitor gets no inner words. It looks like
 * ErrorState and uses no component: it comes with every page and shares no script with them, so each would come twice.
 */
export default function ErrorPage({ error, reset }: ErrorPageProps) {
  const { title, description, descriptionWithDigest } = errorPageWords
  return (
    <main className="grid min-h-[60dvh] place-items-center">
      <div role="alert" className="flex flex-col items-center px-6 py-16 text-center">
        <div
          className="mb-4 grid size-11 place-items-center rounded-xl bg-danger-soft font-semibold text-danger"
          aria-hidden
        >
          !
        </div>
        <h2 className="font-medium text-ink">{title}</h2>
        <p className="mt-1 max-w-md text-muted text-sm">
          {error.digest ? descriptionWithDigest(error.digest) : description}
        </p>
        <button
          type="button"
          onClick={reset}
          className="mt-5 h-9 rounded-md border border-line-strong bg-surface px-3.5 font-medium text-ink text-sm shadow-card transition-colors hover:bg-subtle"
        >
          {actions.tryAgain}
        </button>
      </div>
    </main>
  )
}
