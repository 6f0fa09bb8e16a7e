import { Tooltip } from "#components/ui/tooltip"

interface SomeNamesProps {
  names: readonly string[]
  /** Said when there are none. */
  none: string
}

/** The first of some names and how many more; all of them on hover and on focus. */
export function SomeNames({ names, none }: SomeNamesProps) {
  const [first] = names
  if (first === undefined) return <span className="text-faint">{none}</span>
  if (names.length === 1) return <span className="block truncate text-muted">{first}</span>
  return (
    <Tooltip content={<span className="whitespace-pre-line break-all">{names.join("\n")}</span>}>
      {(described) => (
        <button
          type="button"
          className="flex max-w-full items-center gap-1.5 rounded text-left text-muted"
          {...described}
        >
          <span className="truncate">{first}</span>
          <span className="shrink-0 rounded bg-subtle px-1 text-xs">+{names.length - 1}</span>
        </button>
      )}
    </Tooltip>
  )
}
