/** OpenAI's states of a batch, in their order. */
export type BatchStatus =
  | "validating"
  | "in_progress"
  | "finalizing"
  | "completed"
  | "failed"
  | "expired"
  | "cancelling"
  | "cancelled"

/** What is wrong with an input file, as a batch tells it. */
export interface BatchError {
  readonly code: string
  readonly message: string
  readonly param: string | null
  /** From 1; null = the file as a whole. */
  readonly line: number | null
}

/** A batch as it stands in the database. */
export interface Batch {
  readonly id: string
  readonly status: BatchStatus
  readonly endpoint: string
  readonly completionWindow: string
  readonly inputFileId: string
  readonly outputFileId: string | null
  readonly errorFileId: string | null
  readonly errors: readonly BatchError[] | null
  readonly metadata: Readonly<Record<string, string>> | null
  /** The deployment whose provider runs it, and what it is called there; null = it runs here. */
  readonly deploymentId: string | null
  readonly providerFileId: string | null
  readonly providerBatchId: string | null
  readonly apiKey: string
  readonly userId: string | null
  readonly teamId: string | null
  readonly total: number
  readonly completed: number
  readonly failed: number
  readonly createdAt: Date
  readonly inProgressAt: Date | null
  readonly expiresAt: Date
  readonly finalizingAt: Date | null
  readonly completedAt: Date | null
  readonly failedAt: Date | null
  readonly expiredAt: Date | null
  readonly cancellingAt: Date | null
  readonly cancelledAt: Date | null
}

const MOMENTS = {
  in_progress_at: "inProgressAt",
  expires_at: "expiresAt",
  finalizing_at: "finalizingAt",
  completed_at: "completedAt",
  failed_at: "failedAt",
  expired_at: "expiredAt",
  cancelling_at: "cancellingAt",
  cancelled_at: "cancelledAt",
} as const

/** OpenAI's batch object. What is not known yet is left out, as its document has it. */
export function batchObject(batch: Batch): Record<string, unknown> {
  const { errors } = batch
  const out: Record<string, unknown> = {
    id: batch.id,
    object: "batch",
    endpoint: batch.endpoint,
    input_file_id: batch.inputFileId,
    completion_window: batch.completionWindow,
    status: batch.status,
    created_at: seconds(batch.createdAt),
    request_counts: { total: batch.total, completed: batch.completed, failed: batch.failed },
    metadata: batch.metadata,
  }
  if (errors !== null) out.errors = { object: "list", data: errors }
  if (batch.outputFileId !== null) out.output_file_id = batch.outputFileId
  if (batch.errorFileId !== null) out.error_file_id = batch.errorFileId
  for (const [name, field] of Object.entries(MOMENTS)) {
    const at = batch[field]
    if (at !== null) out[name] = seconds(at)
  }
  return out
}

const seconds = (at: Date) => Math.floor(at.getTime() / 1000)

export interface BatchRecord {
  id: string
  status: BatchStatus
  endpoint: string
  completion_window: string
  input_file_id: string
  output_file_id: string | null
  error_file_id: string | null
  errors: BatchError[] | null
  metadata: Record<string, string> | null
  deployment_id: string | null
  provider_file_id: string | null
  provider_batch_id: string | null
  api_key: string
  user_id: string | null
  team_id: string | null
  total: number
  completed: number
  failed: number
  created_at: Date
  in_progress_at: Date | null
  expires_at: Date
  finalizing_at: Date | null
  completed_at: Date | null
  failed_at: Date | null
  expired_at: Date | null
  cancelling_at: Date | null
  cancelled_at: Date | null
}

/** A row of the table → a batch. */
export function batchOf(row: BatchRecord): Batch {
  return {
    id: row.id,
    status: row.status,
    endpoint: row.endpoint,
    completionWindow: row.completion_window,
    inputFileId: row.input_file_id,
    outputFileId: row.output_file_id,
    errorFileId: row.error_file_id,
    errors: row.errors,
    metadata: row.metadata,
    deploymentId: row.deployment_id,
    providerFileId: row.provider_file_id,
    providerBatchId: row.provider_batch_id,
    apiKey: row.api_key,
    userId: row.user_id,
    teamId: row.team_id,
    total: row.total,
    completed: row.completed,
    failed: row.failed,
    createdAt: row.created_at,
    inProgressAt: row.in_progress_at,
    expiresAt: row.expires_at,
    finalizingAt: row.finalizing_at,
    completedAt: row.completed_at,
    failedAt: row.failed_at,
    expiredAt: row.expired_at,
    cancellingAt: row.cancelling_at,
    cancelledAt: row.cancelled_at,
  }
}
