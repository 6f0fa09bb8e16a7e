/**
 * A small young generation, collected by the one thread that runs (helpers cost more processor time than they save on a few
 * megabytes), and a heap that is collected when it grew by four tenths: half the memory V8 takes on a large machine, for less time
 * (docs/bench.md). Nothing is made in the old generation because its like lived long: one such object in a request keeps all of that
 * request until a full collection, and whether V8 decides so is chance.
 */
const FLAGS = [
  "--max-semi-space-size=10",
  "--heap-growing-percent=40",
  "--no-parallel-scavenge",
  "--no-allocation-site-pretenuring",
  "--disable-warning=ExperimentalWarning",
]

type Execve = (file: string, args: readonly string[], env: NodeJS.ProcessEnv) => never

/** Starts this same process anew with the flags, keeping its pid and its files; goes on without them where that cannot be done. */
export function withHeapFlags(env: NodeJS.ProcessEnv): void {
  const { execve } = process as { execve?: Execve }
  if (execve === undefined || process.execArgv.some((flag) => FLAGS.includes(flag))) return
  execve.call(
    process,
    process.execPath,
    [process.execPath, ...FLAGS, ...process.execArgv, ...process.argv.slice(1)],
    env,
  )
}
