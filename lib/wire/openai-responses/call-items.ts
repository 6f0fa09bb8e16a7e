import type { ToolCall } from "../chat"
import { asObject, asText, type Json, parseJson } from "../read-json"
import { type Origin, offeredTools } from "./plain-tools"
import type { Item } from "./types"

/** Says a function call in the client's own terms: as the custom tool, local shell or namespaced function it had offered. */
export class CallItems {
  readonly #origins: ReadonlyMap<string, Origin>

  constructor(asked: Readonly<Record<string, unknown>> | undefined) {
    this.#origins = asked ? offeredTools(asked).origins : new Map()
  }

  kindOf(name: string): Origin["kind"] {
    return this.#origins.get(name)?.kind ?? "function"
  }

  /** Its id is the given one behind the prefix of its kind. */
  item(call: Pick<ToolCall, "id" | "function">, { id, status }: { id: string; status: string }): Item {
    const { name, arguments: args } = call.function
    const origin = this.#origins.get(name)
    const call_id = call.id
    if (origin?.kind === "custom")
      return { type: "custom_tool_call", id: `ctc_${id}`, status, call_id, input: freeText(args), name: origin.name }
    if (origin?.kind === "local_shell")
      return { type: "local_shell_call", id: `lsh_${id}`, status, call_id, action: shellAction(args) }
    const namespace = origin?.namespace ?? asText((call as Json).namespace)
    return {
      type: "function_call",
      id: `fc_${id}`,
      status,
      arguments: args,
      call_id,
      name: origin?.name ?? name,
      ...(namespace ? { namespace } : {}),
    }
  }
}

/** The one argument of a custom tool offered as a function; a model that wrote something else is taken at its word. */
export function freeText(args: string): string {
  return asText(asObject(parseJson(args))?.input) ?? args
}

function shellAction(args: string): Json {
  const given = asObject(parseJson(args)) ?? {}
  const command = typeof given.command === "string" ? ["bash", "-lc", given.command] : (given.command ?? [])
  return {
    type: "exec",
    command,
    env: {},
    timeout_ms: given.timeout_ms ?? null,
    user: null,
    working_directory: given.working_directory ?? null,
  }
}
