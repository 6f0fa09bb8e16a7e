"use client"

import { navGroups } from "#components/nav/nav-groups"
import { useVisitor } from "#components/nav/visitor-context"
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from "#components/ui/dialog"
import { Kbd } from "#components/ui/kbd"
import { useCommandKey } from "#lib/ui/use-command-key"
import { shortcutsWords as words } from "#lib/ui/words/palette"

/** Which keys do what. */
export function ShortcutsHelp({ onClose }: { onClose: () => void }) {
  const visitor = useVisitor()
  const command = useCommandKey()
  const pages = navGroups(visitor)
    .flatMap(({ items }) => items)
    .flatMap(({ label, jump }) => (jump === undefined ? [] : [{ keys: ["g", jump], label }]))
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{words.title}</DialogTitle>
          <DialogDescription>{words.description}</DialogDescription>
        </DialogHeader>
        <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
          <Shortcuts
            title={words.anywhere}
            rows={[
              { keys: [command, "K"], label: words.search },
              { keys: [command, "Z"], label: words.undo },
              { keys: [words.keys.alt, "T"], label: words.messages },
              { keys: ["?"], label: words.help },
              { keys: [words.keys.escape], label: words.close },
              { keys: ["j"], label: words.nextRequest },
              { keys: ["k"], label: words.previousRequest },
            ]}
          />
          <Shortcuts title={words.goTo} rows={pages} />
        </div>
      </DialogContent>
    </Dialog>
  )
}

function Shortcuts({ title, rows }: { title: string; rows: readonly { keys: readonly string[]; label: string }[] }) {
  return (
    <section aria-label={title}>
      <h3 className="mb-2 font-medium text-muted text-xs">{title}</h3>
      <dl className="space-y-1.5 text-sm">
        {rows.map(({ keys, label }) => (
          <div key={label} className="flex items-center gap-3">
            <dt className="flex w-16 shrink-0 gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd className="min-w-0 text-ink">{label}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
