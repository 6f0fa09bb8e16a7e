import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { inRoot } from "./paths.mjs"
import { say } from "./progress.mjs"

const file = inRoot("dist", ".lock")
const POLL_MS = 250
/** A lock without an owner's id is half written; after this long its writer is taken for dead. */
const HALF_WRITTEN_MS = 5_000

/**
 * Runs `work` while no other process installs or builds in this folder. A lock whose owner is gone is taken over. Work must
 * look again whether there is anything to do: the process before may have done it.
 */
export async function withSetupLock(work) {
  mkdirSync(inRoot("dist"), { recursive: true })
  for (let waits = 0; !take(); waits++) {
    if (waits === 0) say(`process ${owner()} is setting up this folder; waiting for it (not so? remove dist/.lock)`)
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
  const release = () => rmSync(file, { force: true })
  process.once("exit", release)
  try {
    return await work()
  } finally {
    process.off("exit", release)
    release()
  }
}

function take() {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" })
    return true
  } catch (error) {
    if (error.code !== "EEXIST") throw error
  }
  if (isAbandoned()) rmSync(file, { force: true })
  return false
}

function isAbandoned() {
  const pid = owner()
  if (pid !== null) return pid === process.pid || !isAlive(pid)
  const writtenAt = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
  return Date.now() - writtenAt > HALF_WRITTEN_MS
}

/** The owner's process id; null while the file is being written or was just removed. */
function owner() {
  try {
    return Number.parseInt(readFileSync(file, "utf8"), 10) || null
  } catch {
    return null
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === "EPERM"
  }
}
