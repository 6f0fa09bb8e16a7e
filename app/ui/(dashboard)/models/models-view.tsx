"use client"

import { useQuery } from "@tanstack/react-query"
import { Boxes, SearchX } from "lucide-react"
import { parseAsString, useQueryState } from "nuqs"
import { useState } from "react"
import { ListCard } from "#components/data-table/list-card"
import { SearchField } from "#components/data-table/search-field"
import { useVisitor } from "#components/nav/visitor-context"
import { Button } from "#components/ui/button"
import { CodeBlock } from "#components/ui/code-block"
import { EmptyState } from "#components/ui/empty-state"
import { matchesFilter, sortDeployments } from "#lib/ui/deployment-row"
import { modelsQuery } from "#lib/ui/models-query"
import { CONFIG_EXAMPLE } from "#lib/ui/snippets/config"
import { managesModels } from "#lib/ui/visitor"
import { modelsWords } from "#lib/ui/words/models"
import { useCreatingModel } from "./create-model"
import { ModelDialogs } from "./model-dialogs"
import { ModelsTable } from "./models-table"
import type { OpenModelDialog } from "./use-model-actions"

/** The filter (in the URL) and the table. */
export function ModelsView() {
  const models = useQuery(modelsQuery)
  const [dialog, setDialog] = useState<OpenModelDialog | null>(null)
  const [filter, setFilter] = useQueryState("q", parseAsString.withDefault(""))
  const rows = sortDeployments(models.data ?? []).filter((row) => matchesFilter(row, filter.trim()))
  const none = models.data?.length === 0
  return (
    <>
      {!none && (
        <div className="mb-4 flex items-center justify-between gap-4">
          <SearchField
            label={modelsWords.filter}
            value={filter}
            onChange={(q) => void setFilter(q || null)}
            className="w-full sm:w-72"
          />
          <p role="status" className="shrink-0 text-faint text-xs tabular-nums">
            {models.data && count(rows.length, models.data.length)}
          </p>
        </div>
      )}
      <ListCard
        what={modelsWords.what}
        list={models}
        count={rows.length}
        skeletonRows={6}
        empty={none ? <NoModels /> : <NoMatch onClear={() => void setFilter(null)} />}
      >
        <ModelsTable rows={rows} onOpen={setDialog} />
      </ListCard>
      <ModelDialogs dialog={dialog} rows={models.data ?? []} onClose={() => setDialog(null)} />
    </>
  )
}

function count(shown: number, all: number): string {
  return shown === all ? modelsWords.count(all) : modelsWords.countOf(shown, all)
}

function NoMatch({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState
      icon={SearchX}
      title={modelsWords.noMatch.title}
      description={modelsWords.noMatch.description}
      action={<Button onClick={onClear}>{modelsWords.noMatch.action}</Button>}
    />
  )
}

function NoModels() {
  const manages = managesModels(useVisitor())
  const [, setCreating] = useCreatingModel()
  if (!manages)
    return (
      <EmptyState icon={Boxes} title={modelsWords.none.title} description={modelsWords.none.descriptionForOthers} />
    )
  return (
    <div className="pb-10">
      <EmptyState
        icon={Boxes}
        title={modelsWords.none.title}
        description={modelsWords.none.description}
        action={<Button onClick={() => void setCreating(true)}>{modelsWords.none.action}</Button>}
        className="pb-6"
      />
      <CodeBlock label="config.yaml" code={CONFIG_EXAMPLE} className="mx-auto max-w-xl text-left max-sm:mx-4" />
    </div>
  )
}
