import { z } from "zod"

const DAY_MS = 86_400_000
const DATE = /^\d{4}-\d{2}-\d{2}$/

/** A date (midnight UTC) or a moment, as milliseconds: where a range starts. */
export const startMoment = moment((_text, ms) => ms)

/** A date (the whole day is in) or a moment (it is in), as the first millisecond after the range. */
export const endMoment = moment((text, ms) => ms + (DATE.test(text) ? DAY_MS : 1))

/** A calendar date, as milliseconds of its midnight UTC. */
export const calendarDate = z
  .string()
  .max(10)
  .transform((text, c) => {
    const ms = DATE.test(text) ? millisecondsOf(text) : null
    if (ms !== null) return ms
    c.issues.push({ code: "custom", message: 'use a date such as "2026-11-30"', input: text })
    return z.NEVER
  })

function moment(bound: (text: string, ms: number) => number) {
  return z
    .string()
    .max(40)
    .transform((text, c) => {
      const ms = millisecondsOf(text)
      if (ms !== null) return bound(text, ms)
      const message = 'use a date ("2026-11-30") or a moment ("2026-11-30T12:00:00Z")'
      c.issues.push({ code: "custom", message, input: text })
      return z.NEVER
    })
    .describe('A date ("2026-11-30", UTC) or a moment ("2026-11-30T12:00:00Z")')
}

/** Null for what is no date. A moment without a zone is UTC, as LiteLLM's dashboard sends it ("2026-11-30 12:00:00"). */
function millisecondsOf(text: string): number | null {
  const shape = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)(Z|[+-]\d{2}:?\d{2})?)?$/i.exec(text)
  if (shape === null) return null
  const [, date, time = "00:00", zone = "Z"] = shape
  const ms = Date.parse(`${date}T${time}${zone.toUpperCase()}`)
  // Date.parse takes 31 February for 3 March: the day has to come back as it was given.
  const sameDay = new Date(`${date}T00:00:00Z`)
  if (Number.isNaN(ms) || Number.isNaN(sameDay.getTime()) || sameDay.toISOString().slice(0, 10) !== date) return null
  return ms
}
