"use client"

import { createContext, type ReactNode, useContext } from "react"

const PaletteContext = createContext<() => void>(() => undefined)

/** Tells what stands below how the command palette is opened. */
export function PaletteProvider({ open, children }: { open: () => void; children: ReactNode }) {
  return <PaletteContext value={open}>{children}</PaletteContext>
}

/** Opens the command palette. */
export function useOpenPalette(): () => void {
  return useContext(PaletteContext)
}
