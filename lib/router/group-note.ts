import type { Candidate, Survey } from "./survey"

/** How a deployment of one model group was chosen, as log rows and `/explain` say it. */
export interface GroupNote {
  readonly model_group: string
  readonly strategy: string
  readonly compares: string
  readonly chosen: string | null
  readonly candidates: readonly CandidateNote[]
}

export interface CandidateNote {
  readonly model_id: string
  readonly provider: string
  readonly model: string
  readonly verdict: string
  readonly detail?: string
  /** ISO time from which it can be asked again. */
  readonly until?: string
  /** What the strategy compared. */
  readonly figure?: number
  /** 0 to 1. */
  readonly chance?: number
}

/** A survey in the words of the log; holds no secret. */
export function groupNote({ group, candidates, chosen }: Survey, strategy: { id: string; figure: string }): GroupNote {
  return {
    model_group: group.name,
    strategy: strategy.id,
    compares: strategy.figure,
    chosen: chosen?.id ?? null,
    candidates: candidates.map(candidateNote),
  }
}

function candidateNote({ deployment, verdict, detail, untilMs, figure, chance }: Candidate): CandidateNote {
  return {
    model_id: deployment.id,
    provider: deployment.provider.id,
    model: deployment.model,
    verdict,
    ...(detail === null ? {} : { detail }),
    ...(untilMs === null ? {} : { until: new Date(untilMs).toISOString() }),
    // Infinity (an unknown price) is no JSON.
    ...(figure === null || !Number.isFinite(figure) ? {} : { figure }),
    ...(chance === null ? {} : { chance }),
  }
}
