"use client"

import { KeyRound } from "lucide-react"
import { useVisitor } from "#components/nav/visitor-context"
import { Button } from "#components/ui/button"
import { CopyButton } from "#components/ui/copy-button"
import { datedAlias, useMakeKey } from "#lib/ui/make-key"
import { makesKeys } from "#lib/ui/visitor"
import { connectWords } from "#lib/ui/words/connect"

const words = connectWords.key

export interface FreshKey {
  readonly key: string
  readonly alias: string
}

interface ConnectKeyProps {
  model: string
  /** What the key is for, as its name says. */
  client: string
  fresh: FreshKey | null
  onFresh: (fresh: FreshKey) => void
}

/** A key made for this, shown and filled in this once: it lives in this page's memory alone. */
export function ConnectKey({ model, client, fresh, onFresh }: ConnectKeyProps) {
  const makes = makesKeys(useVisitor())
  const make = useMakeKey()

  function create() {
    const alias = datedAlias(client)
    make.mutate({ key_alias: alias }, { onSuccess: ({ key }) => onFresh({ key, alias }) })
  }

  return (
    <div className="min-w-0 space-y-1.5">
      <p className="font-medium text-[0.8125rem] text-ink">{words.label}</p>
      {fresh ? (
        <div className="flex h-9 items-center gap-1 rounded-md border border-line bg-subtle pr-1 pl-3">
          <code data-testid="fresh-key" className="min-w-0 flex-1 select-all truncate font-mono text-[0.8125rem]">
            {fresh.key}
          </code>
          <CopyButton value={fresh.key} label={words.copy} />
        </div>
      ) : (
        <Button
          variant="outline"
          className="flex"
          loading={make.isPending}
          disabled={!makes || model === ""}
          onClick={create}
        >
          {!make.isPending && <KeyRound aria-hidden />}
          {words.create}
        </Button>
      )}
      <p role={make.error ? "alert" : "status"} className={make.error ? "text-danger text-xs" : "text-faint text-xs"}>
        {make.error?.message ?? hint(fresh, makes)}
      </p>
    </div>
  )
}

function hint(fresh: FreshKey | null, makes: boolean): string {
  if (fresh) return words.filledIn(fresh.alias)
  return makes ? words.orOneYouHave : words.askTheAdmin
}
