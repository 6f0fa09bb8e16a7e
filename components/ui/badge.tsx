import type { ComponentProps } from "react"
import { cn } from "#lib/ui/cn"

const TONES = {
  neutral: "bg-subtle text-muted",
  success: "bg-success-soft text-success",
  warning: "bg-warning-soft text-warning",
  danger: "bg-danger-soft text-danger",
  info: "bg-info-soft text-info",
} as const

export type Tone = keyof typeof TONES

interface BadgeProps extends ComponentProps<"span"> {
  tone?: Tone | undefined
  /** A dot in the tone's colour before the text, for states. */
  dot?: boolean | undefined
}

/** A short word about a thing's state or kind. The word itself says it; the colour only helps. */
export function Badge({ tone = "neutral", dot, className, children, ...rest }: BadgeProps) {
  return (
    <span
      {...rest}
      className={cn(
        "inline-flex items-center gap-1.5 whitespace-nowrap rounded-md px-1.5 py-0.5 font-medium text-xs",
        TONES[tone],
        className,
      )}
    >
      {dot && <span className="size-1.5 rounded-full bg-current" aria-hidden />}
      {children}
    </span>
  )
}
