import type { RowRequest } from "./answer-row"
import type { Batch, BatchError } from "./batch"

/** How a batch stands at its provider. */
export interface ProviderBatch {
  readonly id: string
  /** OpenAI's words. */
  readonly status: string
  readonly total: number
  readonly completed: number
  readonly failed: number
  readonly outputFileId: string | null
  readonly errorFileId: string | null
  /** What was wrong with its input, in words; null = nothing. */
  readonly problem: string | null
}

/** A file to send: its bytes are made twice, once to be counted. */
export interface NativeInput {
  readonly bytes: number
  readonly content: AsyncIterable<Uint8Array>
}

/** A row's answer as its provider gave it, to be billed. */
export interface LateRow extends RowRequest {
  readonly deploymentId: string
  readonly answer: string
}

/**
 * Providers that run batches themselves. Each asks once; throws `Refused` when the provider said no for good, anything else when
 * another try may help.
 */
export interface NativeBatches {
  /** What the model of the batch's rows is called there, and here; null = its deployment is configured no more. */
  modelOf(deploymentId: string): { readonly there: string; readonly here: string } | null
  /** Whether its key may have this much made now; null = it may. */
  mayStart(batch: Batch, size: { readonly rows: number; readonly chars: number }): Promise<BatchError | null>
  upload(batch: Batch, input: NativeInput): Promise<string>
  /** The input file an earlier process sent and did not live to note. */
  findFile(batch: Batch): Promise<string | null>
  create(batch: Batch, fileId: string): Promise<ProviderBatch>
  /** The batch an earlier process made and did not live to note. */
  find(batch: Batch): Promise<ProviderBatch | null>
  read(batch: Batch, id: string): Promise<ProviderBatch>
  cancel(batch: Batch, id: string): Promise<void>
  content(batch: Batch, fileId: string): AsyncIterable<Uint8Array>
  /** Deletes what is not needed any more. Never throws. */
  remove(batch: Batch, fileIds: readonly string[]): Promise<void>
  bill(row: LateRow): Promise<void>
}

/** The provider said no, and would again. */
export class Refused extends Error {}
