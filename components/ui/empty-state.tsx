import type { LucideIcon } from "lucide-react"
import type { ReactNode } from "react"
import { cn } from "#lib/ui/cn"

interface EmptyStateProps {
  icon: LucideIcon
  title: string
  /** What to do next, in a sentence. */
  description: ReactNode
  action?: ReactNode
  className?: string | undefined
}

/** Nothing here yet, and what to do about it. */
export function EmptyState({ icon: Icon, title, description, action, className }: EmptyStateProps) {
  return (
    <div className={cn("flex flex-col items-center px-6 py-16 text-center", className)}>
      <div className="mb-4 grid size-11 place-items-center rounded-xl border border-line bg-subtle text-muted">
        <Icon className="size-5" aria-hidden />
      </div>
      <h2 className="font-medium text-ink">{title}</h2>
      <p className="mt-1 max-w-sm text-balance text-muted text-sm">{description}</p>
      {action && <div className="mt-5">{action}</div>}
    </div>
  )
}
