import type { Metadata } from "next"
import Link from "next/link"
import { siteWords } from "#lib/ui/words/site"

export const metadata: Metadata = { title: siteWords.notFound.title }

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center text-center">
      <div>
        <h1 className="font-medium">{siteWords.notFound.heading}</h1>
        <Link href="/ui" className="mt-2 inline-block text-muted text-sm underline underline-offset-4">
          {siteWords.notFound.toDashboard}
        </Link>
      </div>
    </main>
  )
}
