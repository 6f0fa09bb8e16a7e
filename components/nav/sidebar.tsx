import Link from "next/link"
import { navWords } from "#lib/ui/words/components-nav"
import { LogOutButton } from "./log-out-button"
import { Logo } from "./logo"
import { NavLinks } from "./nav-links"
import { SearchButton } from "./search-button"
import { ThemeMenu } from "./theme-menu"

/** The column at the left of a wide window. */
export function Sidebar() {
  return (
    <aside className="sticky top-0 hidden h-dvh w-56 shrink-0 flex-col border-line border-r bg-canvas px-3 py-4 lg:flex">
      <Link
        href="/ui"
        prefetch={false}
        aria-label={navWords.toOverview}
        className="mb-4 self-start rounded-md px-2 py-1"
      >
        <Logo />
      </Link>
      <SearchButton />
      <NavLinks />
      <div className="flex items-center justify-between border-line border-t pt-3">
        <ThemeMenu />
        <LogOutButton />
      </div>
    </aside>
  )
}
