import { listWords } from "#lib/ui/words/components-data-table"

/** What is shown is from before: the last refresh failed. */
export function StaleNote({ error }: { error: Error }) {
  return (
    <p role="alert" className="border-line border-b bg-warning-soft px-5 py-2 text-warning text-xs">
      {listWords.outOfDate(error.message)}
    </p>
  )
}
