"use client"

import { useMutation, useQuery } from "@tanstack/react-query"
import { RotateCcw } from "lucide-react"
import { useId, useState } from "react"
import { useVisitor } from "#components/nav/visitor-context"
import { Button } from "#components/ui/button"
import { Label } from "#components/ui/label"
import { Select } from "#components/ui/select"
import { conversation } from "#lib/ui/conversation"
import { formatCount, formatMs, formatUsd } from "#lib/ui/format"
import { keyLabel, type LogDetail } from "#lib/ui/log-row"
import { modelNamesQuery } from "#lib/ui/models-query"
import { canReplay, paysWith } from "#lib/ui/replay"
import { logReplayWords } from "#lib/ui/words/log-replay"
import { terms } from "#lib/ui/words/terms"
import { ConversationView } from "./conversation-view"
import { askAgain, estimateQuery, keyOptionsQuery, logQuery } from "./queries"

const words = logReplayWords

/** The same question to another model: what it will cost, and then both answers. */
export function LogReplay({ log }: { log: LogDetail }) {
  const visitor = useVisitor()
  const { data: models = [] } = useQuery(modelNamesQuery)
  const { data: keys = [] } = useQuery(keyOptionsQuery)
  const payers = paysWith(visitor, keys)
  const [model, setModel] = useState("")
  const [key, setKey] = useState("")
  const ask = useMutation({ mutationFn: askAgain })
  const id = useId()
  const reason = canReplay(visitor, log)
  if (reason !== null) return <p className="text-muted text-sm">{reason}</p>
  const payer = key || payers[0]?.token || ""
  return (
    <div className="space-y-4">
      <form
        className="flex flex-wrap items-end gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          if (model !== "" && payer !== "") ask.mutate({ request_id: log.request_id, model, key: payer })
        }}
      >
        <div className="min-w-40 flex-1 space-y-1.5">
          <Label htmlFor={`${id}-model`}>{terms.model}</Label>
          <Select id={`${id}-model`} value={model} onChange={(event) => setModel(event.target.value)}>
            <option value="">{words.chooseModel}</option>
            {models.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </Select>
        </div>
        <div className="min-w-40 flex-1 space-y-1.5">
          <Label htmlFor={`${id}-key`}>{words.paidBy}</Label>
          <Select id={`${id}-key`} value={payer} onChange={(event) => setKey(event.target.value)}>
            {payers.map((one) => (
              <option key={one.token} value={one.token}>
                {keyLabel({ token: one.token, alias: one.key_alias, name: one.key_name })}
              </option>
            ))}
          </Select>
        </div>
        <Button type="submit" loading={ask.isPending} disabled={model === "" || payer === ""}>
          {!ask.isPending && <RotateCcw aria-hidden />}
          {words.ask}
        </Button>
      </form>
      {payers.length === 0 && <p className="text-muted text-sm">{words.needsKey}</p>}
      <Expected model={model} log={log} />
      {ask.isError && (
        <p role="alert" className="text-danger text-sm">
          {ask.error.message}
        </p>
      )}
      {ask.data && (
        <SideBySide before={log} again={ask.data.request_id} body={ask.data.body} asked={ask.variables.model} />
      )}
    </div>
  )
}

/** What the same tokens would cost there. */
function Expected({ model, log }: { model: string; log: LogDetail }) {
  const estimate = useQuery(estimateQuery(model, log))
  if (model === "") return <p className="text-muted text-xs">{words.realRequest}</p>
  if (log.prompt_tokens === 0) return <p className="text-muted text-xs">{words.noTokens}</p>
  const expected = estimate.data
    ? words.expected({
        cost: formatUsd(estimate.data.cost_per_request),
        input: formatCount(log.prompt_tokens),
        output: formatCount(log.completion_tokens),
        costThen: formatUsd(log.spend),
      })
    : estimate.isError
      ? words.noExpectedCost(estimate.error.message)
      : words.workingOut
  return (
    <p role="status" aria-label={words.expectedCost} className="text-muted text-xs tabular-nums">
      {expected}
    </p>
  )
}

interface SideBySideProps {
  before: LogDetail
  again: string
  body: unknown
  asked: string
}

function SideBySide({ before, again, body, asked }: SideBySideProps) {
  const now = useQuery(logQuery(again))
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Answer title={before.model_group} log={before} body={before.response} />
      <Answer title={asked} log={now.data} body={body} />
    </div>
  )
}

function Answer({ title, log, body }: { title: string; log: LogDetail | undefined; body: unknown }) {
  const turns = conversation(null, body)
  const figures = log && [
    [terms.cost, log.unpriced ? words.noPrice : formatUsd(log.spend)],
    [terms.tokens, `${formatCount(log.prompt_tokens)} → ${formatCount(log.completion_tokens)}`],
    [words.time, formatMs(log.request_duration_ms)],
  ]
  return (
    <section aria-label={words.answerOf(title)} className="min-w-0 space-y-3">
      <h4 className="truncate font-medium text-ink text-sm">{title}</h4>
      <dl className="grid min-h-9 grid-cols-3 gap-2 text-xs">
        {figures?.map(([name, value]) => (
          <div key={name}>
            <dt className="text-faint">{name}</dt>
            <dd className="text-ink tabular-nums" data-replay={name?.toLowerCase()}>
              {value}
            </dd>
          </div>
        ))}
      </dl>
      {turns.length > 0 ? <ConversationView turns={turns} /> : <p className="text-muted text-sm">{words.noText}</p>}
    </section>
  )
}
