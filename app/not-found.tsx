import type { Metadata } from "next"
import Link from "next/link"

export const metadata: Metadata = { title: "Not found" }

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center text-center">
      <div>
        <h1 className="font-medium">There is no such page</h1>
        <Link href="/ui" className="mt-2 inline-block text-muted text-sm underline underline-offset-4">
          To the dashboard
        </Link>
      </div>
    </main>
  )
}
