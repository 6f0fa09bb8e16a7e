import { ShareBar } from "#components/charts/share-bar"
import { Badge, type Tone } from "#components/ui/badge"
import { Phrase } from "#components/ui/phrase"
import type { RoutedDeployment } from "#lib/ui/api.gen"
import { failureWords } from "#lib/ui/attention"
import { formatDateTime, formatMs, formatPercent, formatRelative } from "#lib/ui/format"
import { routedDeploymentWords as words } from "#lib/ui/words/routing"
import { LimitBars } from "./limit-bars"

const STATES: Readonly<Record<RoutedDeployment["state"], readonly [name: string, tone: Tone]>> = {
  healthy: [words.states.healthy, "success"],
  cooling: [words.states.cooling, "warning"],
  probing: [words.states.probing, "info"],
}

/** One deployment: is it asked, how often, how fast is it, and how much of its limits is left. */
export function DeploymentLine({ deployment }: { deployment: RoutedDeployment }) {
  const { state, until, why } = deployment
  const [name, tone] = STATES[state]
  return (
    <li className="grid gap-x-6 gap-y-3 px-5 py-3.5 lg:grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)_minmax(0,1.2fr)]">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="min-w-0 break-all font-medium text-ink text-sm">{deployment.model}</span>
          <Badge tone={tone} dot>
            {name}
          </Badge>
        </p>
        <p className="mt-0.5 break-words text-muted text-xs">
          {[deployment.provider, ...settingsOf(deployment)].join(" · ")}
        </p>
        {state !== "healthy" && (
          <p className="mt-1 text-warning text-xs">
            {until === null ? failureWords(why) : <AskedAgain why={failureWords(why)} until={until} />}
          </p>
        )}
      </div>
      <dl className="grid grid-cols-3 gap-x-3 text-xs lg:max-w-sm">
        <div className="min-w-0">
          <dt className="text-muted">{words.share}</dt>
          <dd
            className="mt-0.5 text-ink tabular-nums"
            title={words.shareTitle(deployment.verdict)}
            data-chance={deployment.chance}
          >
            <span className="mb-1 block">{formatPercent(deployment.chance)}</span>
            <ShareBar share={deployment.chance} color="var(--chart-1)" />
          </dd>
        </div>
        <Fact name={words.inFlight} value={String(deployment.in_flight)} />
        <Fact
          name={words.firstToken}
          value={deployment.first_token_ms === null ? "–" : formatMs(deployment.first_token_ms)}
          title={words.firstTokenTitle}
        />
      </dl>
      <LimitBars deployment={deployment} />
    </li>
  )
}

function AskedAgain({ why, until }: { why: string; until: string }) {
  const when = (
    <time dateTime={until} title={formatDateTime(until)}>
      {formatRelative(until)}
    </time>
  )
  return <Phrase text={words.askedAgain} parts={{ why, when }} />
}

function Fact({ name, value, title }: { name: string; value: string; title?: string }) {
  return (
    <div className="min-w-0" title={title}>
      <dt className="truncate text-muted">{name}</dt>
      <dd className="mt-0.5 text-ink tabular-nums">{value}</dd>
    </div>
  )
}

function settingsOf({ weight, order, tags, priced }: RoutedDeployment): string[] {
  return [
    ...(weight === null ? [] : [words.weight(weight)]),
    ...(order === null ? [] : [words.order(order)]),
    ...(tags.length === 0 ? [] : [words.tags(tags.join(", "))]),
    ...(priced ? [] : [words.noPrice]),
  ]
}
