import { asObject, asObjects, asText, type Json } from "../read-json"

/** Beyond this an index is no list's any more. */
const MAX_INDEX = 100_000
const STEP = /\.([^.[\]]+)|\[(\d+)\]|\[['"]([^'"]*)['"]\]/g

/**
 * A function call whose arguments come in pieces (`streamFunctionCallArguments`): its name first, then values by their JSON path,
 * strings bit by bit, until a piece without `willContinue`. Pieces of a value can stand anywhere, so the arguments are whole at the
 * end only.
 */
export class StreamedCall {
  readonly index: number
  readonly #args: Json = {}

  constructor(index: number) {
    this.index = index
  }

  /** Takes the values of one piece; true when it was the last. */
  push(call: Json): boolean {
    for (const piece of asObjects(call.partialArgs))
      place(this.#args, stepsOf(asText(piece.jsonPath) ?? ""), valueIn(piece))
    Object.assign(this.#args, asObject(call.args))
    return call.willContinue !== true
  }

  /** The arguments so far as JSON text. */
  get json(): string {
    return JSON.stringify(this.#args)
  }
}

function valueIn(piece: Json): unknown {
  return piece.stringValue ?? piece.numberValue ?? piece.boolValue ?? null
}

/** `$.list[0].name` → ["list", 0, "name"]. */
function stepsOf(path: string): (string | number)[] {
  return [...path.matchAll(STEP)].map(([, name, index, quoted]) =>
    index === undefined ? (name ?? quoted ?? "") : Number(index),
  )
}

function place(root: Json, steps: readonly (string | number)[], value: unknown): void {
  let at: Record<string | number, unknown> = root
  for (const [depth, step] of steps.entries()) {
    if (step === "__proto__" || (typeof step === "number" && step > MAX_INDEX)) return
    const next = steps[depth + 1]
    const known = Object.hasOwn(at, step) ? at[step] : undefined
    if (next === undefined) {
      at[step] = typeof known === "string" && typeof value === "string" ? known + value : value
      return
    }
    const inner = typeof known === "object" && known !== null ? known : typeof next === "number" ? [] : {}
    at[step] = inner
    at = inner as Record<string | number, unknown>
  }
}
