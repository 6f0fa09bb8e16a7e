import { execFile } from "node:child_process"
import { fileURLToPath } from "node:url"
import type { Check, OpenAiSession } from "../node-client"
import { ensurePython } from "./ensure.mjs"

const PYCACHE = fileURLToPath(new URL("../../../.venv/pycache", import.meta.url))

/**
 * The session of session.py (or of another file here) with the Python client it is for. Throws only when Python itself cannot run
 * it.
 */
export async function runPythonSession(session: OpenAiSession, file = "session.py"): Promise<Check[]> {
  const python = await ensurePython(file.startsWith("litellm") ? "litellm" : "clients")
  const script = fileURLToPath(new URL(`./${file}`, import.meta.url))
  const env = {
    ...process.env,
    NO_PROXY: "127.0.0.1,localhost",
    PYTHONPYCACHEPREFIX: PYCACHE,
    TOLLGATE_URL: new URL(session.baseUrl).origin,
    OPENAI_BASE_URL: session.baseUrl,
    OPENAI_API_KEY: session.apiKey,
    TOLLGATE_MODEL: session.model,
    ...(session.overBudgetKey !== undefined && { TOLLGATE_OVER_BUDGET_KEY: session.overBudgetKey }),
  }
  const { stdout, stderr } = await new Promise<{ stdout: string; stderr: string }>((resolve) => {
    execFile(python, [script], { env, timeout: 120_000 }, (_error, out, err) => resolve({ stdout: out, stderr: err }))
  })
  const lines = stdout.split("\n").filter((line) => line !== "")
  if (lines.length === 0) throw new Error(`the Python session did not run: ${stderr}`)
  return lines.map((line) => JSON.parse(line) as Check)
}
