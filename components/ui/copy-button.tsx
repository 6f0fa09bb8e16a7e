"use client"

import { Check, Copy } from "lucide-react"
import { useRef, useState } from "react"
import { toast } from "sonner"
import { copyText } from "#lib/ui/copy-text"
import { actions } from "#lib/ui/words/actions"
import { uiWords } from "#lib/ui/words/components-ui"
import { Button, type ButtonProps } from "./button"

interface CopyButtonProps extends Omit<ButtonProps, "value" | "onClick" | "children"> {
  value: string
  /** The accessible name, and the text when `showLabel`. */
  label?: string | undefined
  showLabel?: boolean | undefined
  onCopied?: (() => void) | undefined
}

const SHOWN_MS = 1600

/** Copies `value`; says "Copied" for a moment (aloud as well). */
export function CopyButton({ value, label = actions.copy, showLabel, onCopied, ...rest }: CopyButtonProps) {
  const [copied, setCopied] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  async function copy() {
    if (!(await copyText(value))) {
      toast.error(uiWords.copyRefused)
      return
    }
    setCopied(true)
    onCopied?.()
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setCopied(false), SHOWN_MS)
  }

  const Icon = copied ? Check : Copy
  return (
    <Button variant="ghost" size={showLabel ? "sm" : "icon"} {...rest} aria-label={label} onClick={() => void copy()}>
      <Icon className={copied ? "text-success" : undefined} aria-hidden />
      {showLabel && (copied ? uiWords.copied : label)}
      <span className="sr-only" aria-live="polite">
        {copied ? uiWords.copied : ""}
      </span>
    </Button>
  )
}
