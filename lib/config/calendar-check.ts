import { timeOfDayMs } from "#lib/core/budget-calendar"
import { closest } from "#lib/core/closest"
import { timeZone } from "#lib/core/time-zone"
import { type Finding, finding } from "./finding"
import { type MapNode, nodeAt } from "./tree"

const ZONE = ["litellm_settings", "timezone"]
const TIME = ["litellm_settings", "budget_reset_time"]

/** A zone there is none of, or a time of day nobody can read: budgets would begin anew at another time than was meant. */
export function calendarCheck(root: MapNode): Finding[] {
  return [...zone(root), ...timeOfDay(root)]
}

function zone(root: MapNode): Finding[] {
  const node = nodeAt(root, ZONE)
  if (node?.kind !== "scalar" || typeof node.value !== "string" || node.value === "" || timeZone(node.value)) return []
  const near = closest(node.value, Intl.supportedValuesOf("timeZone"), 2)
  const message = `there is no time zone ${JSON.stringify(node.value.slice(0, 80))}`
  const hint = near.length > 0 ? `did you mean ${near.join(" or ")}?` : "write it as Europe/Berlin"
  return [finding("error", node, ZONE, { message, hint })]
}

function timeOfDay(root: MapNode): Finding[] {
  const node = nodeAt(root, TIME)
  if (node?.kind !== "scalar" || typeof node.value !== "string" || node.value === "") return []
  if (timeOfDayMs(node.value) !== null) return []
  const message = `${JSON.stringify(node.value.slice(0, 80))} is not a time of day`
  return [finding("error", node, TIME, { message, hint: 'write it as "09:30"' })]
}
