import { spawnSync } from "node:child_process"
import { expect, test } from "vitest"
import { cpuTimeMs } from "./cpu-time"

const BUSY = "const until = process.cpuUsage().user + 200_000; while (process.cpuUsage().user < until);"

test.runIf(process.platform === "linux")(
  "CPU time counts work and children that have ended, and no waiting",
  async () => {
    const before = cpuTimeMs([process.pid])
    spawnSync(process.execPath, ["-e", BUSY])
    expect(cpuTimeMs([process.pid]) - before).toBeGreaterThanOrEqual(190)
    const rested = cpuTimeMs([process.pid])
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
    expect(cpuTimeMs([process.pid]) - rested).toBeLessThan(150)
    expect(() => cpuTimeMs([2 ** 30])).toThrow("ENOENT")
  },
)
