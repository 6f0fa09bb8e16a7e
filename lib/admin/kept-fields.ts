import { z } from "zod"

const notYet = z.unknown().optional().describe("Accepted, not yet in effect")

const ignored = z
  .unknown()
  .optional()
  .describe("Taken and ignored: LiteLLM's examples have it, and it does nothing there")

/** Fields of LiteLLM's published examples that do nothing there or here, as a part of a request's shape. */
export function ignoredFields<const N extends string>(names: readonly N[]): Record<N, typeof ignored> {
  return Object.fromEntries(names.map((name) => [name, ignored])) as Record<N, typeof ignored>
}

/** LiteLLM's fields that are kept and given back, and do nothing yet, as a part of a request's shape. */
export function keptFields<const N extends string>(names: readonly N[]): Record<N, typeof notYet> {
  return Object.fromEntries(names.map((name) => [name, notYet])) as Record<N, typeof notYet>
}

/** The fields of these names that were given, as they came; `undefined` ones left out. */
export function givenOf<N extends string>(
  input: { readonly [K in N]?: unknown },
  names: readonly N[],
): Record<string, unknown> {
  return Object.fromEntries(names.flatMap((name) => (input[name] === undefined ? [] : [[name, input[name]]])))
}

/** One line that names what was asked for and does nothing yet; none when all of it is a default anyway. */
export function notYetWarnings<N extends string>(
  input: { readonly [K in N]?: unknown },
  names: readonly N[],
): string[] {
  const asked = names.filter((name) => asksForSomething(input[name])).sort()
  return asked.length === 0 ? [] : [`accepted, not yet in effect: ${asked.join(", ")}`]
}

function asksForSomething(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === "") return false
  return typeof value !== "object" || Object.keys(value).length > 0
}
