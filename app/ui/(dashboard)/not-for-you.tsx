import { Lock } from "lucide-react"
import Link from "next/link"
import { EmptyState } from "#components/ui/empty-state"

/** Instead of a page that is about more than the visitor may see. */
export function NotForYou() {
  return (
    <EmptyState
      icon={Lock}
      title="This page is not for your role"
      description="Ask the admin of this gateway if you need it."
      action={
        <Link href="/ui" className="underline underline-offset-4">
          To the overview
        </Link>
      }
    />
  )
}
