import { ArrowLeft } from "lucide-react"
import Link from "next/link"

/** The way from one thing back to the list it is in. */
export function BackLink({ href, children }: { href: string; children: string }) {
  return (
    <Link
      href={href}
      prefetch={false}
      className="-ml-1 mb-3 inline-flex items-center gap-1.5 rounded px-1 text-muted text-xs hover:text-ink"
    >
      <ArrowLeft className="size-3.5" aria-hidden />
      {children}
    </Link>
  )
}
