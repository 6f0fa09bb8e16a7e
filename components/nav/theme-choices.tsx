"use client"

import { Check, Monitor, Moon, Sun } from "lucide-react"
import { useTheme } from "next-themes"
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from "#components/ui/dropdown-menu"
import { navWords } from "#lib/ui/words/components-nav"
import { ThemeButton } from "./theme-button"

const THEMES = [
  ["light", navWords.themes.light, Sun],
  ["dark", navWords.themes.dark, Moon],
  ["system", navWords.themes.system, Monitor],
] as const

/** The menu of themes, open as it appears. */
export function ThemeChoices() {
  const { theme, setTheme } = useTheme()
  return (
    <DropdownMenu defaultOpen>
      <DropdownMenuTrigger asChild>
        <ThemeButton />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" side="top">
        {THEMES.map(([value, label, Icon]) => (
          <DropdownMenuItem key={value} onSelect={() => setTheme(value)}>
            <Icon aria-hidden />
            {label}
            {theme === value && <Check className="ml-auto" aria-label={navWords.current} />}
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
