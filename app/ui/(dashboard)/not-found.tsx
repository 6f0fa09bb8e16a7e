import { MapPinOff } from "lucide-react"
import Link from "next/link"
import { Button } from "#components/ui/button"
import { EmptyState } from "#components/ui/empty-state"
import { shellWords } from "#lib/ui/words/shell"

export default function DashboardNotFound() {
  return (
    <>
      <h1 className="sr-only">{shellWords.notFound.heading}</h1>
      <EmptyState
        icon={MapPinOff}
        title={shellWords.notFound.title}
        description={shellWords.notFound.description}
        action={
          <Button asChild>
            <Link href="/ui">{shellWords.toOverview}</Link>
          </Button>
        }
      />
    </>
  )
}
