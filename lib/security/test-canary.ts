import { randomBytes } from "node:crypto"

/** A secret nobody else has, for one slot; `look` is how such a secret usually begins. */
export function canary(slot: string, look = ""): string {
  return `${look}canary${slot}${randomBytes(12).toString("hex")}`
}

/** The forms in which a text may turn up in another: as it is, in a URL, in JSON, in hex, inside something in base64. */
export function formsOf(secret: string): string[] {
  const forms = [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    Buffer.from(secret).toString("hex"),
  ]
  for (let offset = 0; offset < 4; offset++) {
    // What stands before and behind it blurs the characters at both ends; the rest is the same wherever it stands.
    const inside = Buffer.from(`${"\0".repeat(offset)}${secret}`)
      .toString("base64")
      .replace(/=+$/, "")
    const from = Math.ceil((offset * 8) / 6)
    const text = inside.slice(from, -1)
    forms.push(text, text.replaceAll("+", "-").replaceAll("/", "_"))
  }
  return [...new Set(forms)]
}

/** Which of these secrets a text holds, in which form: "slot: form". */
export function found(text: string, canaries: Readonly<Record<string, string>>): string[] {
  return Object.entries(canaries).flatMap(([slot, secret]) =>
    formsOf(secret).flatMap((form) => {
      const at = text.indexOf(form)
      return at === -1 ? [] : [`${slot}: ${text.slice(Math.max(0, at - 80), at + form.length + 20)}`]
    }),
  )
}
