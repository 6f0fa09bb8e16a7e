import { closest } from "#lib/core/closest"
import { type Finding, finding } from "./finding"
import { type MapNode, type Node, nodeAt } from "./tree"

/** Gives each deployment that names a credential (`litellm_credential_name`) what it lacks of that entry's values. */
export function applyCredentials(root: MapNode): Finding[] {
  const values = new Map<string, Node | undefined>()
  const list = nodeAt(root, ["credential_list"])
  if (list?.kind === "list") {
    for (const item of list.items) {
      const name = nodeAt(item, ["credential_name"])
      const given = nodeAt(item, ["credential_values"])
      if (name?.kind === "scalar" && name.value !== null) values.set(String(name.value), given)
    }
  }
  const models = nodeAt(root, ["model_list"])
  if (models?.kind !== "list") return []
  return models.items.flatMap((model, i) => {
    const params = nodeAt(model, ["litellm_params"])
    const named = nodeAt(model, ["litellm_params", "litellm_credential_name"])
    if (params?.kind !== "map" || named?.kind !== "scalar" || named.value === null) return []
    const name = String(named.value)
    if (values.has(name)) {
      const given = values.get(name)
      const entries = given?.kind === "map" ? given.entries : []
      for (const [key, entry] of entries) if (!params.entries.has(key)) params.entries.set(key, entry)
      return []
    }
    const [near] = closest(name, values.keys(), 1)
    const hint = near === undefined ? "it needs an entry there" : `did you mean ${near}?`
    const path = ["model_list", i, "litellm_params", "litellm_credential_name"]
    return [finding("error", named, path, { message: "credential_list has no entry of this name", hint })]
  })
}
