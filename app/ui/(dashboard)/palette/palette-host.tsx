"use client"

import dynamic from "next/dynamic"
import { type ReactNode, useState } from "react"
import { PaletteProvider } from "#components/nav/palette-context"
import { useShortcuts } from "./use-shortcuts"

/** Both come when they are first wanted. */
const CommandPalette = dynamic(() => import("./command-palette").then((module) => module.CommandPalette), {
  ssr: false,
})
const ShortcutsHelp = dynamic(() => import("./shortcuts-help").then((module) => module.ShortcutsHelp), { ssr: false })

/** The command palette and the keyboard help over every page, and the keys that open them. */
export function PaletteHost({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState<"palette" | "help" | null>(null)
  const close = () => setOpen(null)
  const help = () => setOpen("help")
  useShortcuts({ onPalette: () => setOpen((now) => (now === "palette" ? null : "palette")), onHelp: help })
  return (
    <PaletteProvider open={() => setOpen("palette")}>
      {children}
      {open === "palette" && <CommandPalette onClose={close} onHelp={help} />}
      {open === "help" && <ShortcutsHelp onClose={close} />}
    </PaletteProvider>
  )
}
