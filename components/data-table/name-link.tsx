import Link from "next/link"

interface NameLinkProps {
  href: string
  children: string
}

/** The name of a row, which leads to its page. */
export function NameLink({ href, children }: NameLinkProps) {
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
