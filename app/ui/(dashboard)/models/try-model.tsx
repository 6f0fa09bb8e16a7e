import { Play } from "lucide-react"
import { Button } from "#components/ui/button"
import type { ModelTestInput } from "#lib/ui/api.gen"
import { modelTestWords } from "#lib/ui/words/models"
import { ModelTestResult } from "./model-test"
import { useDraftTest } from "./queries"

const words = modelTestWords.draft

interface TryModelProps {
  /** What would be stored; null while something is missing. */
  draft: ModelTestInput | null
}

/** Tries what the form says before it is saved. A result belongs to what was tried: it goes when the form changes. */
export function TryModel({ draft }: TryModelProps) {
  const test = useDraftTest()
  const tried = JSON.stringify(test.variables) === JSON.stringify(draft)
  return (
    <div className="space-y-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button
          variant="outline"
          loading={test.isPending}
          disabled={draft === null}
          onClick={() => draft && test.mutate(draft)}
        >
          {!test.isPending && <Play aria-hidden />}
          {words.action}
        </Button>
        <p className="min-w-0 text-faint text-xs">{draft === null ? words.hintOfIncomplete : words.hint}</p>
      </div>
      {tried && <ModelTestResult test={test} name={words.name} />}
    </div>
  )
}
