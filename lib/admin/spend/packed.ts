import type { Fragment, Reader } from "./read"

/** Requests and what they came to. Nano-dollars. */
export interface Amounts {
  readonly requests: number
  readonly failures: number
  readonly promptTokens: number
  readonly completionTokens: number
  readonly spendNano: number
}

/**
 * Sums of many names as one row of lists, one a column, all equally long. A row of its own for each of the tens of thousands of a
 * report over months costs this process more than the database takes to sum them.
 */
export interface Packed {
  readonly requests: readonly number[]
  readonly failures: readonly number[]
  readonly prompt_tokens: readonly number[]
  readonly completion_tokens: readonly number[]
  readonly spend_nano: readonly number[]
}

/** The five columns, summed by group. As bigint: numeric takes several times as long to write. */
export function summed(sql: Reader): Fragment {
  return sql`sum(requests)::bigint as requests, sum(failures)::bigint as failures, sum(prompt_tokens)::bigint as prompt_tokens,
    sum(completion_tokens)::bigint as completion_tokens, sum(spend_nano)::bigint as spend_nano`
}

/** The five columns of all rows of a group as lists, in the order in which the rows come. */
export function packed(sql: Reader): Fragment {
  return sql`json_agg(requests) as requests, json_agg(failures) as failures, json_agg(prompt_tokens) as prompt_tokens,
    json_agg(completion_tokens) as completion_tokens, json_agg(spend_nano) as spend_nano`
}

/** The amounts at one place of the lists. */
export function amountsAt(lists: Packed, i: number): Amounts {
  return {
    requests: lists.requests[i] ?? 0,
    failures: lists.failures[i] ?? 0,
    promptTokens: lists.prompt_tokens[i] ?? 0,
    completionTokens: lists.completion_tokens[i] ?? 0,
    spendNano: lists.spend_nano[i] ?? 0,
  }
}
