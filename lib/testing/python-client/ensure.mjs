import { execFile } from "node:child_process"
import { mkdir, readFile, rm, rmdir, stat, writeFile } from "node:fs/promises"
import path from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { fileURLToPath, pathToFileURL } from "node:url"
import { promisify } from "node:util"

const run = promisify(execFile)
const root = fileURLToPath(new URL("../../../", import.meta.url))
const venvs = path.join(root, ".venv")
const stamp = path.join(venvs, "clients.txt")
const lock = path.join(root, "node_modules", ".venv.lock")
/** What is installed where. `litellm` is alone: it wants an older `openai`, and `mcp` for any call with tools. */
const environments = {
  clients: [
    "openai==3.52.0",
    "anthropic==2.11.0",
    "google-genai==3.4.0",
    "cohere==7.3.1",
    "openai-agents==0.24.0",
    "langchain-openai==1.7.3",
  ],
  litellm: ["litellm[mcp]==1.106.2"],
}
const wanted = JSON.stringify(environments)
const timeoutMs = 300_000

/**
 * The path of a Python that has the official clients (or litellm), in `.venv` of the repository. Made once (20–40 s), a file read
 * afterwards. Throws with what to install when there is no usable python3.
 *
 * @param {"clients" | "litellm"} [name]
 * @returns {Promise<string>}
 */
export async function ensurePython(name = "clients") {
  if (await isReady()) return pythonOf(name)
  await withLock(async () => {
    if (await isReady()) return
    process.stderr.write("Python clients: creating .venv (once, about half a minute)\n")
    await rm(venvs, { recursive: true, force: true })
    await makeVenv("clients")
    await Promise.all([install("clients"), makeVenv("litellm").then(() => install("litellm"))])
    await writeFile(stamp, wanted)
  })
  return pythonOf(name)
}

const pythonOf = (/** @type {string} */ name) =>
  path.join(venvs, name, process.platform === "win32" ? "Scripts/python.exe" : "bin/python")

async function isReady() {
  return (await readFile(stamp, "utf8").catch(() => "")) === wanted
}

/** Without compiling what no session imports, which is most. */
function install(/** @type {keyof typeof environments} */ name) {
  const args = ["-m", "pip", "install", "--disable-pip-version-check", "--quiet", "--no-compile"]
  return run(pythonOf(name), [...args, ...environments[name]], { timeout: timeoutMs })
}

/** `python3 -m venv`; where Debian has split it off, root installs python3-venv first. */
async function makeVenv(/** @type {string} */ name) {
  const make = async () => {
    await rm(path.join(venvs, name), { recursive: true, force: true })
    await run("python3", ["-m", "venv", path.join(venvs, name)], { timeout: timeoutMs })
  }
  try {
    await make()
  } catch (error) {
    const canInstall = process.platform === "linux" && process.getuid?.() === 0
    if (!canInstall)
      throw new Error(`python3 with the venv module is needed (Debian: apt install python3-venv): ${reason(error)}`)
    process.stderr.write("Python clients: installing python3-venv\n")
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" }
    await run("apt-get", ["update", "-q"], { env, timeout: timeoutMs }).catch(() => undefined)
    await run("apt-get", ["install", "-y", "-q", "python3-venv"], { env, timeout: timeoutMs })
    await make()
  }
}

/** One maker at a time: test files run side by side. A lock older than the timeout was left by a process that died. */
async function withLock(/** @type {() => Promise<void>} */ work) {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const taken = await mkdir(lock).then(
      () => true,
      () => false,
    )
    if (taken) break
    if (await isReady()) return
    const since = await stat(lock).then(
      (found) => found.mtimeMs,
      () => Date.now(),
    )
    if (Date.now() - since > timeoutMs) await rmdir(lock).catch(() => undefined)
    if (Date.now() > deadline) throw new Error(`another process holds ${lock}`)
    await sleep(200)
  }
  try {
    await work()
  } finally {
    await rmdir(lock).catch(() => undefined)
  }
}

function reason(/** @type {unknown} */ error) {
  return error instanceof Error ? error.message : String(error)
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.stdout.write(`${await ensurePython()}\n`)
}
