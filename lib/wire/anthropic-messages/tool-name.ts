/**
 * Anthropic takes letters, digits, `_` and `-` in a tool's name; others take more (`server.search`, `ns/tool`). A character it
 * refuses is written as `_x<hex>_`, which can be read back without remembering anything.
 */
export function toolName(name: string): string {
  return name.replace(/[^\w-]/gu, (letter) => `_x${(letter.codePointAt(0) ?? 0).toString(16)}_`)
}

/** The name the client knows. What `toolName` would not have written stays as it is. */
export function toolNameToHub(name: string): string {
  return name.replace(/_x([0-9a-f]{2,6})_/g, (written, hex: string) => {
    const code = Number.parseInt(hex, 16)
    if (code > 0x10ffff) return written
    const letter = String.fromCodePoint(code)
    return toolName(letter) === written ? letter : written
  })
}
