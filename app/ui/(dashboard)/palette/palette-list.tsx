import { Kbd } from "#components/ui/kbd"
import { cn } from "#lib/ui/cn"
import { grouped } from "#lib/ui/palette"
import { paletteWords } from "#lib/ui/words/palette"
import type { Runnable } from "./use-commands"

interface PaletteListProps {
  id: string
  items: readonly Runnable[]
  active: number
  onRun: (item: Runnable) => void
  onPoint: (index: number) => void
}

/** What can be chosen, by groups; the focus stays in the search field. */
export function PaletteList({ id, items, active, onRun, onPoint }: PaletteListProps) {
  return (
    <div
      id={`${id}-list`}
      role="listbox"
      aria-label={paletteWords.results}
      className="max-h-[min(26rem,60dvh)] overflow-y-auto p-2"
    >
      {grouped(items).map(([group, members]) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is no part of a list box
        <div key={group} role="group" aria-labelledby={`${id}-${group}`} className="not-first:mt-2">
          <p id={`${id}-${group}`} role="presentation" className="px-2 py-1 font-medium text-[0.6875rem] text-faint">
            {group}
          </p>
          {members.map((item) => {
            const index = items.indexOf(item)
            return (
              <PaletteOption
                key={item.id}
                id={`${id}-${index}`}
                item={item}
                active={index === active}
                onRun={() => onRun(item)}
                onPoint={() => onPoint(index)}
              />
            )
          })}
        </div>
      ))}
    </div>
  )
}

interface PaletteOptionProps {
  id: string
  item: Runnable
  active: boolean
  onRun: () => void
  onPoint: () => void
}

function PaletteOption({ id, item, active, onRun, onPoint }: PaletteOptionProps) {
  return (
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      ref={(element) => {
        if (active) element?.scrollIntoView({ block: "nearest" })
      }}
      // The press would take the focus from the field.
      onMouseDown={(event) => event.preventDefault()}
      onMouseMove={() => active || onPoint()}
      onClick={onRun}
      onKeyDown={(event) => event.key === "Enter" && onRun()}
      className={cn(
        "flex min-h-9 cursor-default items-center gap-3 rounded-md px-2 py-1.5 text-sm",
        active && "bg-hover text-ink",
      )}
    >
      <span className="min-w-0 truncate">{item.label}</span>
      {item.note !== undefined && <span className="min-w-0 truncate text-muted text-xs">{item.note}</span>}
      {item.keys && (
        <span className="ml-auto flex shrink-0 gap-1 max-sm:hidden" aria-hidden>
          {item.keys.map((key) => (
            <Kbd key={key}>{key}</Kbd>
          ))}
        </span>
      )}
    </div>
  )
}
