import { z } from "zod"

/** The names in a line of words: `"a b"` → `"a" | "b"`. */
type Words<S extends string> = S extends `${infer First} ${infer Rest}` ? First | Words<Rest> : S

/** Makes a function that declares several optional keys of one type at once: `flags("a b")` → `{ a: boolean?, b: boolean? }`. */
function optionalKeys<T extends z.ZodType>(type: T) {
  return <const S extends string>(names: S): { [K in Words<S>]: z.ZodOptional<T> } =>
    Object.fromEntries(names.split(" ").map((name) => [name, type.optional()])) as { [K in Words<S>]: z.ZodOptional<T> }
}

/** A map whose keys are the user's own: metadata, headers, provider extras. */
export const freeMap = z.record(z.string(), z.unknown())
export const textMap = z.record(z.string(), z.string())
export const textOrTexts = z.union([z.string(), z.array(z.string())])

export const texts = optionalKeys(z.string())
export const flags = optionalKeys(z.boolean())
export const counts = optionalKeys(z.int().min(0))
export const numbers = optionalKeys(z.number())
/** Durations, sizes and amounts that cannot be negative; seconds or dollars as LiteLLM has them. */
export const amounts = optionalKeys(z.number().min(0))
export const textLists = optionalKeys(z.array(z.string()))
export const textsOrOne = optionalKeys(textOrTexts)
export const maps = optionalKeys(freeMap)
export const textMaps = optionalKeys(textMap)
export const lists = optionalKeys(z.array(z.unknown()))
export const mapLists = optionalKeys(z.array(freeMap))
export const anything = optionalKeys(z.unknown())
