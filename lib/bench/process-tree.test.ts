import { spawn } from "node:child_process"
import { expect, test } from "vitest"
import { canMeasure, parseStat, treeUse } from "./process-tree"

test("a stat line is read past a name with spaces and brackets", () => {
  // 52 fields as proc_pid_stat(5) numbers them; utime 120, stime 30, cutime 5, cstime 5, rss 1000 pages.
  const numbers = ["S", 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 120, 30, 5, 5, 20, 0, 1, 0, 0, 0, 1000, ...Array(28).fill(0)]
  const line = `42 (a) (b c) ${numbers.join(" ")}`
  const expected = { pid: 42, parent: 7, name: "a) (b c", cpuUs: 1_600_000, rssBytes: 4_096_000 }
  expect(parseStat(42, line)).toEqual(expected)
  expect(parseStat(42, "")).toBeNull()
})

test.runIf(canMeasure)("the CPU of a grandchild is the tree's", async () => {
  const burn = "while (process.cpuUsage().user < 300_000); console.log('burnt'); setInterval(() => {}, 1000)"
  const script = `const { spawn } = require("node:child_process")
const child = spawn(process.execPath, ["-e", ${JSON.stringify(burn)}], { stdio: ["ignore", "inherit", "inherit"] })
process.on("SIGTERM", () => { child.kill(); process.exit(0) })`
  const before = treeUse(process.pid).nodeCpuUs
  const parent = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] })
  await new Promise((resolve) => parent.stdout.once("data", resolve))
  const use = treeUse(parent.pid ?? 0)
  parent.kill("SIGTERM")
  expect(use.nodeCpuUs).toBeGreaterThan(250_000)
  expect(use.nodeRssBytes).toBeGreaterThan(40e6)
  expect(use.postgresCpuUs).toBe(0)
  expect(before).toBeGreaterThan(0)
})
