import Link from "next/link"

interface NameLinkProps {
  /** Null: a page this visitor may not open, and it is a name alone. */
  href: string | null
  children: string
}

/** The name of a row, which leads to its page. */
export function NameLink({ href, children }: NameLinkProps) {
  if (href === null) return <span className="block truncate font-medium">{children}</span>
  return (
    <Link
      href={href}
      prefetch={false}
      className="-mx-1 block max-w-full truncate rounded px-1 font-medium underline-offset-4 hover:underline"
    >
      {children}
    </Link>
  )
}
