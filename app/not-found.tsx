import { MapPinOff } from "lucide-react"
import type { Metadata } from "next"
import Link from "next/link"
import { Button } from "#components/ui/button"
import { EmptyState } from "#components/ui/empty-state"

export const metadata: Metadata = { title: "Not found" }

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        icon={MapPinOff}
        title="There is no such page"
        description="The address may be mistyped, or the page has moved."
        action={
          <Button asChild>
            <Link href="/ui">To the dashboard</Link>
          </Button>
        }
      />
    </main>
  )
}
