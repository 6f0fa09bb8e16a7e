"use client"

import { Menu } from "lucide-react"
import { useState } from "react"
import { Button } from "#components/ui/button"
import { Sheet, SheetContent, SheetTitle, SheetTrigger } from "#components/ui/sheet"
import { navWords } from "#lib/ui/words/components-nav"
import { LogOutButton } from "./log-out-button"
import { Logo } from "./logo"
import { NavLinks } from "./nav-links"
import { SearchIconButton } from "./search-button"
import { ThemeMenu } from "./theme-menu"

/** The bar at the top of a narrow window; its button opens the navigation. */
export function MobileBar() {
  const [open, setOpen] = useState(false)
  return (
    <header className="sticky top-0 z-30 flex h-14 items-center justify-between border-line border-b bg-canvas/90 px-4 backdrop-blur lg:hidden">
      <Logo />
      <Sheet open={open} onOpenChange={setOpen}>
        <div className="-mr-2 flex items-center">
          <SearchIconButton />
          <SheetTrigger asChild>
            <Button variant="ghost" size="icon" aria-label={navWords.menu} className="size-10">
              <Menu aria-hidden />
            </Button>
          </SheetTrigger>
        </div>
        <SheetContent side="left" aria-describedby={undefined}>
          <SheetTitle className="sr-only">{navWords.menu}</SheetTitle>
          <div className="mb-4 px-2">
            <Logo />
          </div>
          <NavLinks onNavigate={() => setOpen(false)} />
          <div className="flex items-center justify-between border-line border-t pt-3">
            <ThemeMenu />
            <LogOutButton />
          </div>
        </SheetContent>
      </Sheet>
    </header>
  )
}
