import { LoaderCircle } from "lucide-react"
import { Slot } from "radix-ui"
import type { ComponentProps } from "react"
import { cn } from "#lib/ui/cn"

const VARIANTS = {
  default: "bg-primary text-on-primary hover:bg-primary-hover shadow-card",
  secondary: "bg-subtle text-ink hover:bg-hover",
  outline: "border border-line-strong bg-surface text-ink hover:bg-subtle shadow-card",
  ghost: "text-muted hover:bg-hover hover:text-ink",
  destructive: "bg-danger-solid text-white hover:brightness-110 shadow-card",
} as const

const SIZES = {
  sm: "h-7 gap-1.5 px-2.5 text-[0.8125rem]",
  md: "h-9 gap-2 px-3.5 text-sm",
  icon: "size-8 justify-center",
} as const

export interface ButtonProps extends ComponentProps<"button"> {
  variant?: keyof typeof VARIANTS | undefined
  size?: keyof typeof SIZES | undefined
  /** Shows a spinner and refuses clicks; the label stays, so that the width does. */
  loading?: boolean | undefined
  /** Renders the only child (a link) in the button's clothes. */
  asChild?: boolean | undefined
}

/** A button (`type="button"` unless said otherwise). */
export function Button({
  variant = "default",
  size = "md",
  loading,
  asChild,
  className,
  children,
  ...rest
}: ButtonProps) {
  const look = cn(
    "inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-md font-medium transition-colors",
    "disabled:cursor-not-allowed disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0",
    VARIANTS[variant],
    SIZES[size],
    className,
  )
  if (asChild) {
    return (
      <Slot.Root className={look} {...rest}>
        {children}
      </Slot.Root>
    )
  }
  return (
    <button
      type="button"
      {...rest}
      className={look}
      disabled={rest.disabled || loading}
      aria-busy={loading || undefined}
    >
      {loading && <LoaderCircle className="animate-spin" aria-hidden />}
      {children}
    </button>
  )
}
