import { Check, Play, TriangleAlert } from "lucide-react"
import { Button } from "#components/ui/button"
import type { ModelTestOutput } from "#lib/ui/api.gen"
import { formatMs, formatUsd } from "#lib/ui/format"
import { modelTestWords } from "#lib/ui/words/models"
import type { useModelTest } from "./queries"

interface ModelTestProps {
  test: ReturnType<typeof useModelTest>
  name: string
}

/** Sends one short request, for real: the provider bills it. */
export function ModelTestButton({ test, name }: ModelTestProps) {
  return (
    <Button
      variant="outline"
      size="sm"
      loading={test.isPending}
      aria-label={modelTestWords.actionOf(name)}
      title={modelTestWords.actionTitle}
      onClick={() => test.mutate()}
    >
      {!test.isPending && <Play className="size-3.5!" aria-hidden />}
      {modelTestWords.action}
    </Button>
  )
}

/** What came of the test, as a row under the deployment; nothing before the first test. */
export function ModelTest({ test, name, columns }: ModelTestProps & { columns: number }) {
  if (!test.data && !test.error) return null
  return (
    <tr>
      <td colSpan={columns} className="px-3 pb-3">
        <ModelTestResult test={test} name={name} />
      </td>
    </tr>
  )
}

interface ModelTestResultProps {
  test: Pick<ReturnType<typeof useModelTest>, "data" | "error">
  name: string
}

/** What came of the test, read out; nothing before the first test. */
export function ModelTestResult({ test, name }: ModelTestResultProps) {
  if (!test.data && !test.error) return null
  return (
    <div role="status" aria-label={modelTestWords.resultOf(name)} aria-live="polite">
      {test.error ? (
        <Outcome ok={false} facts={[]} words={test.error.message} />
      ) : (
        test.data && <Result result={test.data} />
      )}
    </div>
  )
}

function Result({ result }: { result: ModelTestOutput }) {
  const facts = [String(result.http_status), formatMs(result.latency_ms), formatUsd(result.cost)]
  return <Outcome ok={result.ok} facts={result.ok ? facts : facts.slice(0, 2)} words={result.message} />
}

function Outcome({ ok, facts, words }: { ok: boolean; facts: readonly string[]; words: string }) {
  const Icon = ok ? Check : TriangleAlert
  return (
    <div className={`flex gap-2.5 rounded-lg px-3 py-2 text-xs ${ok ? "bg-success-soft" : "bg-danger-soft"}`}>
      <Icon className={`mt-0.5 size-3.5 shrink-0 ${ok ? "text-success" : "text-danger"}`} aria-hidden />
      <div className="min-w-0">
        <p className={`font-medium tabular-nums ${ok ? "text-success" : "text-danger"}`}>
          {[ok ? modelTestWords.works : modelTestWords.failed, ...facts].join(" · ")}
        </p>
        <p className="mt-0.5 whitespace-pre-wrap break-words text-ink">{words}</p>
      </div>
    </div>
  )
}
