import { expect, it } from "vitest"
import { formatFinding } from "./finding"
import { parseConfig } from "./load"

function said(setting: string): string[] {
  const { findings } = parseConfig(`litellm_settings:\n  ${setting}`, { file: "c.yaml", env: {} })
  return findings.map(formatFinding)
}

it.each([
  [
    "timezone: Europe/Berln",
    'c.yaml:2:13 error litellm_settings.timezone: there is no time zone "Europe/Berln" (did you mean Europe/Berlin?)',
  ],
  [
    "timezone: the moon",
    'c.yaml:2:13 error litellm_settings.timezone: there is no time zone "the moon" (write it as Europe/Berlin)',
  ],
  [
    'budget_reset_time: "25:00"',
    'c.yaml:2:22 error litellm_settings.budget_reset_time: "25:00" is not a time of day (write it as "09:30")',
  ],
  [
    "budget_reset_time: noon",
    'c.yaml:2:22 error litellm_settings.budget_reset_time: "noon" is not a time of day (write it as "09:30")',
  ],
])("%s is an error that says what to write", (setting, message) => {
  expect(said(setting)).toContain(message)
})

it.each([
  "timezone: US/Eastern",
  "timezone: Asia/Kathmandu",
  'timezone: "+05:45"',
  "timezone: utc",
  "budget_reset_time: 12:00",
  'budget_reset_time: "09:30:15"',
])("%s is in effect", (setting) => {
  expect(said(setting)).toEqual([])
})
