"use client"

import { LoaderCircle, Search } from "lucide-react"
import { type KeyboardEvent, useDeferredValue, useId, useState } from "react"
import { Dialog, DialogContent, DialogTitle } from "#components/ui/dialog"
import { matching } from "#lib/ui/palette"
import { paletteWords } from "#lib/ui/words/palette"
import { PaletteList } from "./palette-list"
import { type Runnable, useCommands } from "./use-commands"
import { useFound } from "./use-found"

interface CommandPaletteProps {
  onClose: () => void
  onHelp: () => void
}

/** Pages, actions and everything that has a name: typed, chosen by arrows and Enter. */
export function CommandPalette({ onClose, onHelp }: CommandPaletteProps) {
  const id = useId()
  const [search, setSearch] = useState("")
  const [at, setAt] = useState(0)
  const found = useFound(useDeferredValue(search))
  const items = [...matching(useCommands(onHelp), search), ...found.items]
  const active = Math.min(at, items.length - 1)

  function run(item: Runnable) {
    onClose()
    item.run()
  }

  function onKey(event: KeyboardEvent) {
    const moves: Readonly<Record<string, number>> = { ArrowDown: active + 1, ArrowUp: active - 1, Home: 0, End: -1 }
    const to = moves[event.key]
    if (to !== undefined && items.length > 0 && (search === "" || event.key.startsWith("Arrow"))) {
      event.preventDefault()
      setAt((to + items.length) % items.length)
    }
    // The dialog leaves the first Escape to an open list; here list and dialog are one.
    if (event.key === "Escape") onClose()
    const item = items[active]
    if (event.key === "Enter" && item) {
      event.preventDefault()
      run(item)
    }
  }

  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        closable={false}
        aria-describedby={undefined}
        className="mb-auto max-sm:mt-3 max-sm:rounded-xl sm:mt-[8vh] [&>div]:p-0 sm:[&>div]:p-0"
      >
        <DialogTitle className="sr-only">{paletteWords.title}</DialogTitle>
        <div className="flex items-center gap-2.5 border-line border-b px-4">
          <Search className="size-4 shrink-0 text-faint" aria-hidden />
          <input
            role="combobox"
            aria-expanded
            aria-controls={`${id}-list`}
            aria-activedescendant={items.length > 0 ? `${id}-${active}` : undefined}
            aria-label={paletteWords.label}
            placeholder={paletteWords.placeholder}
            autoComplete="off"
            spellCheck={false}
            maxLength={255}
            value={search}
            onChange={(event) => {
              setSearch(event.target.value)
              setAt(0)
            }}
            onKeyDown={onKey}
            className="h-12 min-w-0 flex-1 bg-transparent text-ink text-sm outline-none placeholder:text-faint max-sm:text-base"
          />
          {found.isFetching && <LoaderCircle className="size-4 animate-spin text-faint" aria-hidden />}
        </div>
        <PaletteList id={id} items={items} active={active} onRun={run} onPoint={setAt} />
        <p role="status" className="px-4 pb-3 text-muted text-xs empty:hidden">
          {found.error ? paletteWords.notAllSearched(found.error.message) : outcome(items.length, found.isFetching)}
        </p>
      </DialogContent>
    </Dialog>
  )
}

function outcome(count: number, isFetching: boolean): string {
  if (count > 0) return ""
  return isFetching ? paletteWords.searching : paletteWords.nothing
}
