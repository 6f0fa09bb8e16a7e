import type { z } from "zod"
import type { AdminContext } from "./context"
import { parseInput } from "./parse-input"
import type { Permission } from "./permissions"

/** What a handler may need of the request besides its parsed input. */
export interface AdminRequest {
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal
  /** The `:name` parts of the path, decoded. */
  readonly params: Readonly<Record<string, string>>
}

/** What a handler returns when the status is not 200 or a header is to be set. */
export class Answer<T> {
  constructor(
    readonly status: number,
    readonly value: T,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {}
}

/** What a handler returns when its answer is a text, not JSON: a table as CSV. */
export class TextAnswer {
  constructor(
    readonly text: string,
    readonly contentType: string,
  ) {}
}

/** What a handler returns when its answer goes on for as long as the client listens: server-sent events, each whole. */
export class EventsAnswer {
  constructor(readonly events: AsyncIterable<string>) {}
}

interface Spec<I extends z.ZodObject, O extends z.ZodType> {
  /** One line for the API document. */
  readonly summary: string
  readonly needs: Permission
  /** It only reads, though it is no GET: nothing for the audit log. */
  readonly reads?: true
  /** Its answer goes on for as long as the client listens (EventsAnswer). */
  readonly endless?: true
  /** Query of a GET, JSON body of the others. Strict: a field nobody knows is refused. */
  readonly input: I
  /** What is answered; checked in tests, not on each request. */
  readonly output: O
  run(
    ctx: AdminContext,
    input: z.output<I>,
    request: AdminRequest,
  ): Promise<z.input<O> | Answer<z.input<O>> | TextAnswer | EventsAnswer>
}

export type Method = "GET" | "POST" | "PATCH" | "DELETE"

/** One method of one path, with its types erased: what the route table holds. */
export interface Endpoint {
  readonly method: Method
  /** `/spend/logs/:request_id` */
  readonly path: string
  readonly summary: string
  readonly needs: Permission
  /** It changes something, and the audit log says so. */
  readonly changes: boolean
  /** Its answer goes on for as long as the client listens. */
  readonly endless: boolean
  readonly input: z.ZodObject
  readonly output: z.ZodType
  /** Parses `raw` (throws `invalid_request`) and runs the handler. */
  handle(ctx: AdminContext, raw: unknown, request: AdminRequest): Promise<unknown>
}

/** A set of endpoints about one thing; its name is their tag in the API document. */
export interface Resource {
  readonly name: string
  readonly endpoints: Readonly<Record<string, Endpoint>>
  /** Shapes with a name of their own in the API document and the typed client: those several endpoints share. */
  readonly shapes: Readonly<Record<string, z.ZodType>>
}

/** Everything about one resource, from which route table, validation, API document and typed client derive. */
export function defineResource(
  name: string,
  endpoints: Readonly<Record<string, Endpoint>>,
  shapes: Readonly<Record<string, z.ZodType>> = {},
): Resource {
  return { name, endpoints, shapes }
}

/** A read: its input is the query. */
export function get<I extends z.ZodObject, O extends z.ZodType>(path: string, spec: Spec<I, O>): Endpoint {
  return endpoint("GET", path, spec)
}

/** A write (or a read with a body): its input is the JSON body. */
export function post<I extends z.ZodObject, O extends z.ZodType>(path: string, spec: Spec<I, O>): Endpoint {
  return endpoint("POST", path, spec)
}

/** A change of what is there: its input is the JSON body. */
export function patch<I extends z.ZodObject, O extends z.ZodType>(path: string, spec: Spec<I, O>): Endpoint {
  return endpoint("PATCH", path, spec)
}

/** A removal: its input is the JSON body or, without one, the query. */
export function remove<I extends z.ZodObject, O extends z.ZodType>(path: string, spec: Spec<I, O>): Endpoint {
  return endpoint("DELETE", path, spec)
}

function endpoint<I extends z.ZodObject, O extends z.ZodType>(
  method: Method,
  path: string,
  spec: Spec<I, O>,
): Endpoint {
  const { summary, needs, input, output } = spec
  return {
    method,
    path,
    summary,
    needs,
    changes: method !== "GET" && spec.reads !== true,
    endless: spec.endless === true,
    input,
    output,
    handle: (ctx, raw, request) => spec.run(ctx, parseInput(input, raw), request),
  }
}
