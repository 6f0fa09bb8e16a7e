/** What the command line says about serving. */
export interface ServeArgs {
  readonly config: string | undefined
  readonly host: string
  readonly port: number
  readonly strict: boolean
  readonly dev: boolean
  readonly numWorkers: number
  readonly level: "debug" | "info" | "warn" | "error"
}
