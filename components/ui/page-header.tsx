import type { ReactNode } from "react"

interface PageHeaderProps {
  title: string
  description?: ReactNode
  actions?: ReactNode
}

/** A page's h1, a sentence about it, and its main actions at the right. */
export function PageHeader({ title, description, actions }: PageHeaderProps) {
  return (
    <header className="mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <h1 className="font-semibold text-ink text-xl tracking-tight">{title}</h1>
        {description && <p className="mt-1 max-w-2xl text-muted text-sm">{description}</p>}
      </div>
      {actions && <div className="flex items-center gap-2">{actions}</div>}
    </header>
  )
}
