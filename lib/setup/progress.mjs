/** Set-up speaks on stderr, so that stdout belongs to the program that is being set up. */
export const say = (text) => process.stderr.write(`tollgate: ${text}\n`)

/** A set-up step failed in a way the reader can act on: shown without a stack. */
export class SetupError extends Error {}

/** Whole seconds, as people write them: "8 s", "1 min 5 s". */
export function duration(ms) {
  const seconds = Math.round(ms / 1000)
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

/**
 * Runs long work and says what it is doing and how far it is: one line that renews itself on a terminal, a line every ten
 * seconds elsewhere. `state()` gives the figure of the moment ("120 of 310 packages") or "".
 */
export async function withProgress({ doing, done, about, state = () => "" }, work) {
  const startedAt = Date.now()
  const terminal = process.stderr.isTTY === true
  const line = () => {
    const now = state()
    return `${doing}: ${now === "" ? "" : `${now}, `}${duration(Date.now() - startedAt)}`
  }
  say(`${doing} (${about}) …`)
  const show = () => (terminal ? process.stderr.write(`\r\x1b[Ktollgate: ${line()}`) : say(line()))
  const timer = setInterval(show, terminal ? 500 : 10_000)
  try {
    const result = await work()
    clearInterval(timer)
    if (terminal) process.stderr.write("\r\x1b[K")
    say(`${done} in ${duration(Date.now() - startedAt)}`)
    return result
  } catch (error) {
    clearInterval(timer)
    if (terminal) process.stderr.write("\r\x1b[K")
    say(`${doing}: failed after ${duration(Date.now() - startedAt)}`)
    throw error
  }
}

/** Runs a program of the set-up; what fails ends the process with status 1, words for the reader first. */
export async function main(program) {
  try {
    const status = await program()
    if (status !== undefined) process.exitCode = status
  } catch (error) {
    say(error instanceof SetupError ? error.message : (error?.stack ?? String(error)))
    process.exitCode = 1
  }
}
