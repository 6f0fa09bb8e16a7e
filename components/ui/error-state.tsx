import { CircleAlert, LogIn, RotateCw } from "lucide-react"
import { ApiError, loginHref } from "#lib/ui/api"
import { cn } from "#lib/ui/cn"
import { actions } from "#lib/ui/words/actions"
import { uiWords } from "#lib/ui/words/components-ui"
import { Button } from "./button"

interface ErrorStateProps {
  error: Error
  onRetry?: (() => void) | undefined
  /** What could not be done: "Keys could not be loaded". */
  title?: string | undefined
  className?: string | undefined
}

/** Refused for who asks or what is asked: the answer to the same is the same. */
const LASTING = [403, 404]

/** What went wrong, in the gateway's words, with a way on: to try again where that may help, to log in where that is what is missing. */
export function ErrorState({ error, onRetry, title = uiWords.notLoaded, className }: ErrorStateProps) {
  const status = error instanceof ApiError ? error.status : 0
  return (
    <div role="alert" className={cn("flex flex-col items-center px-6 py-16 text-center", className)}>
      <div className="mb-4 grid size-11 place-items-center rounded-xl bg-danger-soft text-danger">
        <CircleAlert className="size-5" aria-hidden />
      </div>
      <h2 className="font-medium text-ink">{title}</h2>
      <p className="mt-1 max-w-md text-muted text-sm">{error.message}</p>
      {status === 401 && (
        <Button asChild className="mt-5">
          <a href={loginHref()}>
            <LogIn aria-hidden />
            {uiWords.logInAgain}
          </a>
        </Button>
      )}
      {onRetry && status !== 401 && !LASTING.includes(status) && (
        <Button variant="outline" className="mt-5" onClick={onRetry}>
          <RotateCw aria-hidden />
          {actions.tryAgain}
        </Button>
      )}
    </div>
  )
}
