import { cn } from "#lib/ui/cn"

interface ProgressProps {
  /** A share of one; above one shows full. */
  value: number
  /** A further share, lighter, after `value`: what is reserved but not spent. */
  held?: number | undefined
  /** The accessible name. */
  label: string
  /** What a screen reader says instead of the percentage. */
  valueText?: string | undefined
  className?: string | undefined
}

/** A bar; from 80 % in the warning colour, from 100 % in the danger colour. */
export function Progress({ value, held = 0, label, valueText, className }: ProgressProps) {
  const spent = clamp(value)
  const reserved = clamp(value + held) - spent
  const colour = value >= 1 ? "bg-danger-solid" : value >= 0.8 ? "bg-warning-solid" : "bg-accent"
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(spent * 100)}
      aria-valuetext={valueText}
      className={cn("flex h-1.5 w-full overflow-hidden rounded-full bg-hover", className)}
    >
      <span className={cn("h-full rounded-full", colour)} style={{ width: `${spent * 100}%` }} />
      {reserved > 0 && <span className={cn("h-full opacity-40", colour)} style={{ width: `${reserved * 100}%` }} />}
    </div>
  )
}

function clamp(share: number): number {
  return Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : 0
}
