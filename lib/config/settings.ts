import { z } from "zod"
import { effectOf, IN_EFFECT } from "./in-effect"
import type { Overlay } from "./overlay"
import { configSchema } from "./schema"
import { shapeOf, typeWords } from "./schema/walk"

/** The sections whose settings can be changed while the gateway runs. */
export const SETTINGS_SECTIONS = ["general_settings", "litellm_settings", "router_settings"] as const
export type SettingsSection = (typeof SETTINGS_SECTIONS)[number]

/** `json`: anything that is written as JSON; `list`: of texts. */
export type SettingKind = "boolean" | "integer" | "number" | "text" | "choice" | "list" | "json"

/** A setting somebody can make. */
export interface SettingKey {
  /** `litellm_settings.cache_params.ttl` */
  readonly path: string
  readonly section: SettingsSection
  /** `cache_params.ttl` */
  readonly name: string
  readonly kind: SettingKind
  /** The type in words: "list of texts". */
  readonly words: string
  /** What a `choice` may be. */
  readonly options: readonly string[]
  /** The built-in value where the schema has one. */
  readonly fallback: unknown
  readonly inEffect: boolean
  /** The line of the documentation; null when there is none. */
  readonly description: string | null
}

let listed: readonly SettingKey[] | undefined

/** Every setting of the three sections; those of maps with fixed keys one by one. */
export function allSettings(): readonly SettingKey[] {
  listed ??= SETTINGS_SECTIONS.flatMap((section) => below(section, "", configSchema.shape[section]))
  return listed
}

function below(section: SettingsSection, name: string, schema: z.core.$ZodType): SettingKey[] {
  const shape = shapeOf(schema)
  if (shape.kind === "object")
    return Object.entries(shape.keys).flatMap(([key, inner]) =>
      below(section, name === "" ? key : `${name}.${key}`, inner),
    )
  const path = `${section}.${name}`
  const options = optionsOf(schema)
  return [
    {
      path,
      section,
      name,
      kind: options.length > 0 ? "choice" : (KINDS[typeWords(schema)] ?? "json"),
      words: typeWords(schema),
      options,
      fallback: schema instanceof z.ZodDefault ? schema.def.defaultValue : null,
      inEffect: effectOf(path) !== "none",
      description: described(path),
    },
  ]
}

const KINDS: Readonly<Record<string, SettingKind>> = {
  "true or false": "boolean",
  "whole number": "integer",
  number: "number",
  text: "text",
  "list of texts": "list",
}

function optionsOf(schema: z.core.$ZodType): string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return optionsOf(schema.unwrap())
  return schema instanceof z.ZodEnum ? schema.options.map(String) : []
}

/** Its own line, or that of what it is part of. */
function described(path: string): string | null {
  for (let name = path; name.includes("."); name = name.slice(0, name.lastIndexOf("."))) {
    const words = IN_EFFECT[name]
    if (words !== undefined) return words
  }
  return null
}

/** What is given for a section → settings by path. A map with fixed keys is taken apart; null stays, for "no longer set". */
export function settingsByPath(section: SettingsSection, given: Readonly<Record<string, unknown>>): Overlay {
  const found: Record<string, unknown> = {}
  takeApart(section, { value: given, schema: configSchema.shape[section] }, found)
  return found
}

/** The same for one setting, which may be a map of several: `cache_params`, `cache_params.ttl`. */
export function settingAtPath(section: SettingsSection, name: string, value: unknown): Overlay {
  const found: Record<string, unknown> = {}
  const schema = name.split(".").reduce<z.core.$ZodType | undefined>(step, configSchema.shape[section])
  takeApart(`${section}.${name}`, { value, schema }, found)
  return found
}

function takeApart(
  path: string,
  { value, schema }: { readonly value: unknown; readonly schema: z.core.$ZodType | undefined },
  found: Record<string, unknown>,
): void {
  const shape = schema === undefined ? undefined : shapeOf(schema)
  if (shape?.kind !== "object" || typeof value !== "object" || value === null || Array.isArray(value)) {
    found[path] = value
    return
  }
  for (const [key, inner] of Object.entries(value))
    takeApart(`${path}.${key}`, { value: inner, schema: step(schema, key) }, found)
}

function step(schema: z.core.$ZodType | undefined, key: string): z.core.$ZodType | undefined {
  const shape = schema === undefined ? undefined : shapeOf(schema)
  return shape?.kind === "object" && Object.hasOwn(shape.keys, key) ? shape.keys[key] : undefined
}
