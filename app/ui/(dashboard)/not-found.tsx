import { MapPinOff } from "lucide-react"
import Link from "next/link"
import { Button } from "#components/ui/button"
import { EmptyState } from "#components/ui/empty-state"

export default function DashboardNotFound() {
  return (
    <>
      <h1 className="sr-only">Not found</h1>
      <EmptyState
        icon={MapPinOff}
        title="There is no such page"
        description="The address may be mistyped, or the page has moved."
        action={
          <Button asChild>
            <Link href="/ui">To the overview</Link>
          </Button>
        }
      />
    </>
  )
}
