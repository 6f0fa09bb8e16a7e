import { ArrowRight } from "lucide-react"
import Link from "next/link"
import { Card } from "#components/ui/card"
import { withQuery } from "#lib/ui/api"
import type { RoutedGroup } from "#lib/ui/api.gen"
import { routingGroupWords } from "#lib/ui/words/routing"
import { DeploymentLine } from "./deployment-line"

/** A model group: its deployments, and where requests go when none of them can answer. */
export function GroupCard({ group }: { group: RoutedGroup }) {
  const { model_group: name, deployments } = group
  return (
    <Card className="overflow-hidden">
      <div className="px-5 pt-4 pb-3">
        <h2 className="break-words font-medium text-ink text-sm">{name}</h2>
        <Fallbacks words={routingGroupWords.fallbacks} names={group.fallbacks} />
        <Fallbacks words={routingGroupWords.contextWindowFallbacks} names={group.context_window_fallbacks} />
        <Fallbacks words={routingGroupWords.contentPolicyFallbacks} names={group.content_policy_fallbacks} />
      </div>
      <ul aria-label={routingGroupWords.deployments(name)} className="divide-y divide-line border-line border-t">
        {deployments.map((deployment) => (
          <DeploymentLine key={deployment.model_id} deployment={deployment} />
        ))}
      </ul>
    </Card>
  )
}

function Fallbacks({ words, names }: { words: string; names: readonly string[] }) {
  if (names.length === 0) return null
  return (
    <p className="mt-1 flex flex-wrap items-center gap-x-1.5 gap-y-1 text-muted text-xs">
      {words}
      {names.map((name) => (
        <span key={name} className="inline-flex min-w-0 items-center gap-1.5">
          <ArrowRight className="size-3 shrink-0 text-faint" aria-hidden />
          <Link
            href={withQuery("/ui/routing", { q: name })}
            prefetch={false}
            className="min-w-0 break-all rounded bg-subtle px-1.5 py-0.5 text-ink hover:bg-hover"
          >
            {name}
          </Link>
        </span>
      ))}
    </p>
  )
}
