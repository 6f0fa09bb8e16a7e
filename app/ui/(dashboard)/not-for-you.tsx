import { Lock } from "lucide-react"
import Link from "next/link"
import { EmptyState } from "#components/ui/empty-state"
import { shellWords } from "#lib/ui/words/shell"

/** Instead of a page that is about more than the visitor may see. */
export function NotForYou() {
  return (
    <EmptyState
      icon={Lock}
      title={shellWords.notForYou.title}
      description={shellWords.notForYou.description}
      action={
        <Link href="/ui" className="underline underline-offset-4">
          {shellWords.toOverview}
        </Link>
      }
    />
  )
}
