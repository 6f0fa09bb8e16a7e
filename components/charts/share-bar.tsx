interface ShareBarProps {
  /** A share of one. */
  share: number
  /** A CSS colour. */
  color: string
}

/** A part of a whole as a short bar; the figure itself stands beside it as text. */
export function ShareBar({ share, color }: ShareBarProps) {
  const width = `${Math.min(1, Math.max(0, share)) * 100}%`
  return (
    <span className="block h-1.5 w-full overflow-hidden rounded-full bg-hover" aria-hidden>
      {share > 0 && <span className="block h-full min-w-px rounded-full" style={{ width, background: color }} />}
    </span>
  )
}
