import { describe, expect, it } from "vitest"
import { HELP, parseArgs } from "./args"

const mistake = (argv: string[]) => {
  const command = parseArgs(argv)
  return command.kind === "mistake" ? command.message.split("\n")[0] : command
}

describe("parseArgs", () => {
  it("serves on port 4000 of every address when nothing is said", () => {
    expect(parseArgs([])).toEqual({
      kind: "serve",
      config: undefined,
      host: "0.0.0.0",
      port: 4000,
      numWorkers: 1,
      level: "info",
      strict: false,
      dev: false,
      notes: [],
    })
  })

  it("reads LiteLLM's flags, long, short, joined by = and with hyphens", () => {
    const argv = ["-c", "a.yaml", "--port=4001", "--host", "127.0.0.1", "--detailed-debug", "--strict", "--dev"]
    expect(parseArgs(argv)).toMatchObject({
      kind: "serve",
      config: "a.yaml",
      port: 4001,
      host: "127.0.0.1",
      level: "debug",
    })
    expect(parseArgs(argv)).toMatchObject({ strict: true, dev: true })
    expect(parseArgs(["--config=b=c.yaml"])).toMatchObject({ config: "b=c.yaml" })
  })

  it("takes defaults from the environment, and a flag wins", () => {
    const env = { PORT: "8080", HOST: "::", CONFIG_FILE_PATH: "e.yaml", LITELLM_LOG: "DEBUG" }
    expect(parseArgs([], env)).toMatchObject({ port: 8080, host: "::", config: "e.yaml", level: "debug" })
    expect(parseArgs(["--port", "1", "-c", "f.yaml"], env)).toMatchObject({ port: 1, config: "f.yaml" })
    expect(parseArgs([], { LITELLM_LOG_LEVEL: "warning" })).toMatchObject({ level: "warn" })
    expect(parseArgs([], { LITELLM_LOG: "loud" })).toMatchObject({
      level: "info",
      notes: [expect.stringContaining("LITELLM_LOG")],
    })
  })

  it("knows --validate, --health, --version and --help", () => {
    expect(parseArgs(["--validate", "--strict", "--config", "a.yaml"])).toEqual({
      kind: "validate",
      config: "a.yaml",
      strict: true,
    })
    expect(parseArgs(["--health", "--port", "4002"])).toEqual({ kind: "health", host: "0.0.0.0", port: 4002 })
    expect(parseArgs(["-v"])).toEqual({ kind: "version" })
    expect(parseArgs(["--help", "--port", "x"])).toEqual({ kind: "help", text: HELP })
    expect(mistake(["--validate"])).toContain("--config")
  })

  it.each(["-1", "65536", "4000x", "1e3", " ", "99999999999", "4.5"])("refuses the port %j", (port) => {
    expect(mistake([`--port=${port}`])).toContain("--port must be a whole number from 0 to 65535")
  })

  it("accepts the ports at both ends", () => {
    expect(parseArgs(["--port", "0"])).toMatchObject({ port: 0 })
    expect(parseArgs(["--port", "65535"])).toMatchObject({ port: 65535 })
  })

  it("starts with --num_workers as LiteLLM's images pass it, and as many processes serve", () => {
    expect(parseArgs(["--num_workers", "8"])).toMatchObject({ numWorkers: 8, notes: [] })
    expect(mistake(["--num_workers", "0"])).toContain("from 1")
  })

  it.each([
    [["--model", "gpt-4o"], "--model is a flag of LiteLLM that is not supported yet"],
    [["-m", "gpt-4o"], "--model is a flag of LiteLLM that is not supported yet"],
    [["--run_gunicorn"], "--run_gunicorn is a flag of LiteLLM that is not supported yet"],
    [["--skip-server-startup"], "--skip_server_startup is a flag of LiteLLM that is not supported yet."],
    [["--confg", "a.yaml"], "Did you mean --config?"],
    [["--prot=1"], "--prot is not a flag of tollgate. Did you mean --port?"],
    [["--bananas"], "--bananas is not a flag of tollgate."],
    [["-x"], "-x is not a flag of tollgate."],
    [["config.yaml"], "--config config.yaml"],
    [["--port"], "--port needs a value."],
    [["--port", "--debug"], "--port needs a value."],
    [["--config="], "--config needs a value."],
    [["--debug=true"], "--debug takes no value."],
  ])("says what is wrong with %j", (argv, words) => {
    expect(mistake(argv)).toContain(words)
  })

  it("never throws, whatever it is given", () => {
    for (const argv of [
      ["--"],
      ["--="],
      ["-"],
      ["---"],
      ["--__proto__=1"],
      ["--constructor"],
      ["\u0000"],
      ["-c-c"],
      ["-vh"],
      [""],
    ]) {
      expect(() => parseArgs(argv)).not.toThrow()
    }
  })

  it("describes every flag in --help", () => {
    for (const flag of [
      "config",
      "host",
      "port",
      "num_workers",
      "validate",
      "strict",
      "health",
      "debug",
      "detailed_debug",
      "dev",
    ]) {
      expect(HELP).toContain(`--${flag}`)
    }
  })
})
