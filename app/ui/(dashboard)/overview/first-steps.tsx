"use client"

import { useQuery } from "@tanstack/react-query"
import { Check } from "lucide-react"
import Link from "next/link"
import type { ReactNode } from "react"
import { useVisitor } from "#components/nav/visitor-context"
import { Button } from "#components/ui/button"
import { Card } from "#components/ui/card"
import { CodeBlock } from "#components/ui/code-block"
import { cn } from "#lib/ui/cn"
import { firstRequest } from "#lib/ui/first-request"
import { modelNamesQuery, modelsQuery } from "#lib/ui/models-query"
import { useOrigin } from "#lib/ui/use-origin"
import { makesKeys, managesModels } from "#lib/ui/visitor"
import { firstStepsWords } from "#lib/ui/words/overview"
import { anyRequestQuery, endingKeysQuery } from "./queries"

const words = firstStepsWords

/** The way from a fresh install to the first request; gone once there has been one. */
export function FirstSteps() {
  const visitor = useVisitor()
  const origin = useOrigin()
  const models = useQuery(modelsQuery)
  const names = useQuery(modelNamesQuery)
  const keys = useQuery(endingKeysQuery)
  const asked = useQuery(anyRequestQuery)
  if (!makesKeys(visitor) || !models.data || !keys.data || asked.data !== false) return null
  const hasModels = models.data.length > 0
  const hasKeys = keys.data.total > 0
  return (
    <Card className="p-5 sm:p-6">
      <h2 className="font-semibold text-base text-ink tracking-tight">{words.title}</h2>
      <p className="mt-1 text-muted text-sm">{words.description}</p>
      <ol className="mt-5 space-y-5">
        <Step
          number={1}
          title={words.model.title}
          done={hasModels}
          text={hasModels ? words.model.ready(models.data.length) : words.model.missing}
        >
          {!hasModels && managesModels(visitor) && <StepLink href="/ui/models?create=true">{words.model.add}</StepLink>}
        </Step>
        <Step number={2} title={words.key.title} done={hasKeys} text={hasKeys ? words.key.ready : words.key.missing}>
          {!hasKeys && (
            <StepLink href="/ui/keys?create=true" quiet={!hasModels}>
              {words.key.create}
            </StepLink>
          )}
        </Step>
        <Step number={3} title={words.request.title} done={false} text={words.request.waiting}>
          <CodeBlock label={words.request.code} code={firstRequest(origin, names.data ?? [])} className="mt-3" />
          <p className="mt-3 flex flex-wrap gap-2">
            <StepLink href="/ui/playground" quiet={!hasKeys || !hasModels}>
              {words.request.playground}
            </StepLink>
            <StepLink href="/ui/connect" quiet>
              {words.request.connect}
            </StepLink>
          </p>
        </Step>
      </ol>
    </Card>
  )
}

interface StepProps {
  number: number
  title: string
  done: boolean
  text: string
  children?: ReactNode
}

function Step({ number, title, done, text, children }: StepProps) {
  return (
    <li className="flex gap-3.5">
      <span
        className={cn(
          "grid size-6 shrink-0 place-items-center rounded-full font-medium text-xs tabular-nums",
          done ? "bg-success-soft text-success" : "bg-subtle text-muted",
        )}
        aria-hidden
      >
        {done ? <Check className="size-3.5" /> : number}
      </span>
      <div className="min-w-0 flex-1">
        <h3 className="font-medium text-ink text-sm">
          {title}
          {done && <span className="sr-only"> {words.done}</span>}
        </h3>
        <p className="text-muted text-sm">{text}</p>
        {children}
      </div>
    </li>
  )
}

function StepLink({ href, quiet, children }: { href: string; quiet?: boolean; children: string }) {
  return (
    <Button asChild size="sm" variant={quiet ? "outline" : "default"} className="mt-2">
      <Link href={href} prefetch={false}>
        {children}
      </Link>
    </Button>
  )
}
