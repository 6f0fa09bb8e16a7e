import type { ReactNode } from "react"
import { Label } from "#components/ui/label"
import { cn } from "#lib/ui/cn"

/** What ties a control to its label, hint and error. Spread it on the control. */
interface ControlProps {
  id: string
  "aria-invalid": boolean
  "aria-describedby": string | undefined
}

interface FieldProps {
  id: string
  label: string
  hint?: ReactNode
  error?: string | undefined
  className?: string | undefined
  children: (control: ControlProps) => ReactNode
}

/** A labelled control with a hint below it; an error takes the hint's place and is read out. */
export function Field({ id, label, hint, error, className, children }: FieldProps) {
  const noteId = `${id}-note`
  const noted = error !== undefined || Boolean(hint)
  return (
    <div className={cn("min-w-0 space-y-1.5", className)}>
      <Label htmlFor={id}>{label}</Label>
      {children({ id, "aria-invalid": error !== undefined, "aria-describedby": noted ? noteId : undefined })}
      {noted && (
        <p
          id={noteId}
          role={error === undefined ? undefined : "alert"}
          className={cn("text-xs leading-relaxed", error === undefined ? "text-faint" : "text-danger")}
        >
          {error ?? hint}
        </p>
      )}
    </div>
  )
}
