import { LogIn } from "lucide-react"
import { Button } from "#components/ui/button"
import { ssoHref } from "#lib/ui/log-in"
import { logInWords } from "#lib/ui/words/log-in"

interface SsoButtonsProps {
  providers: readonly { readonly id: string; readonly label: string }[]
  /** The page to open afterwards. */
  next: string
  /** Why the last try logged nobody in. */
  problem: string | null
}

/** Ways to log in with an account kept elsewhere. Links, so that they work before any script is there. */
export function SsoButtons({ providers, next, problem }: SsoButtonsProps) {
  return (
    <div className="mt-7">
      {problem !== null && (
        <p role="alert" className="mb-4 rounded-md border border-danger/40 bg-danger/5 px-3 py-2.5 text-danger text-sm">
          {problem}
        </p>
      )}
      <div className="grid gap-2">
        {providers.map(({ id, label }) => (
          <Button key={id} asChild variant="outline" className="h-10 w-full">
            <a href={ssoHref(id, next)}>
              <LogIn aria-hidden />
              {logInWords.continueWith(label)}
            </a>
          </Button>
        ))}
      </div>
      {providers.length > 0 && (
        <div className="mt-6 flex items-center gap-3 text-faint text-xs" aria-hidden>
          <span className="h-px flex-1 bg-line" />
          {logInWords.or}
          <span className="h-px flex-1 bg-line" />
        </div>
      )}
    </div>
  )
}
