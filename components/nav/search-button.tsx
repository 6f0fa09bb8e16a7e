"use client"

import { Search } from "lucide-react"
import { Button } from "#components/ui/button"
import { Kbd } from "#components/ui/kbd"
import { useCommandKey } from "#lib/ui/use-command-key"
import { navWords } from "#lib/ui/words/components-nav"
import { useOpenPalette } from "./palette-context"

/** Opens the command palette; as wide as the sidebar. */
export function SearchButton() {
  const open = useOpenPalette()
  const command = useCommandKey()
  return (
    <button
      type="button"
      onClick={open}
      aria-keyshortcuts="Control+K Meta+K"
      className="mb-4 flex h-8 w-full items-center gap-2 rounded-md border border-field bg-surface px-2.5 text-[0.8125rem] text-muted transition-colors hover:border-muted hover:text-ink"
    >
      <Search className="size-4 text-faint" aria-hidden />
      {navWords.search}
      <Kbd className="ml-auto">{command} K</Kbd>
    </button>
  )
}

/** The same as an icon, for a narrow window. */
export function SearchIconButton() {
  const open = useOpenPalette()
  return (
    <Button variant="ghost" size="icon" aria-label={navWords.search} className="size-10" onClick={open}>
      <Search aria-hidden />
    </Button>
  )
}
