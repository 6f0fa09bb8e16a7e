import { expect, it } from "vitest"
import { parseConfig } from "./load"

it.each([
  ["{path: /a, target: 'https://x.example/y'}", []],
  ["{path: a, target: 'https://x.example/y'}", ["this is no path"]],
  ["{path: '/a?b', target: 'https://x.example/y'}", ["this is no path"]],
  ["{path: /ui/mine, target: 'https://x.example/y'}", ["the dashboard is there"]],
  ["{path: /a, target: x.example}", ["this is no http(s) URL"]],
  ["{path: /a, target: 'file:///etc/passwd'}", ["this is no http(s) URL"]],
  [
    "{path: /a, target: 'https://x.example'}, {path: /a/, target: 'https://y.example'}",
    ["another endpoint has the same path"],
  ],
])("pass_through_endpoints: %s", (entries, said) => {
  const text = `general_settings:\n  pass_through_endpoints: [${entries}]\n`
  const { findings } = parseConfig(text, { file: "c.yaml", env: {} })
  expect(findings.filter(({ severity }) => severity === "error").map(({ message }) => message)).toEqual(said)
})
