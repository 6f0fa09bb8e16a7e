import { parseSync } from "oxc-parser"

/** One piece of English in a file of code. */
export interface English {
  readonly line: number
  readonly text: string
}

type Node = Readonly<Record<string, unknown>> & { readonly type: string; readonly start: number }

const WORDS = /[A-Za-z]{2,}[,.:;!?…)]? \(?[A-Za-z]/
const ONE_WORD = /^\s*[A-Z][a-z]+[.…!?]?\s*$/
const CLASSES = /^\s*(?=.*[-:[])[a-z0-9:\-[\]/.%()_,!&>*#=@'~+\s]+$/
/** Names of keys on a keyboard and headers of HTTP: words to machines. */
const TO_MACHINES = /^(Enter|Escape|Tab|Home|End|Delete|Backspace|Insert|Control|Meta|Shift|Alt|Authorization|Bearer)$/

/** `general_settings.master_key`: a name on the wire, wherever it stands. */
const WIRE_NAME = /^\s*[\w.]+_[\w.]+\s*$/

/** Nodes whose strings nobody reads. */
const UNREAD = new Set([
  "ImportDeclaration",
  "ExportAllDeclaration",
  "ImportExpression",
  "TSLiteralType",
  "TSTemplateLiteralType",
  "BinaryExpression",
  "SwitchCase",
])
const UNREAD_CALLS =
  /^(cn|cva|twMerge|Error|TypeError|RangeError|require|includes|startsWith|endsWith|closest|querySelector(All)?)$/
const UNREAD_PROPERTIES = /^(id|subject|groups|queryKey|mutationKey|authorization)$/
const UNREAD_ATTRIBUTES = /^(class|.*ClassName|className|d|viewBox|style|key|id|htmlFor|name|type|role|href|data-.*)$/

/**
 * The English a visitor would read that stands in this file's own text: text between tags, and strings of more than one word or
 * of one word with a capital. Classes, wire names, errors for programmers and what is compared with are no English.
 */
export function englishIn(file: string, text: string): English[] {
  const found: English[] = []
  const add = (node: Node, english: string) => {
    // A member of a union of types is a name.
    if (text.includes(`" | "${english}"`)) return
    found.push({ line: text.slice(0, node.start).split("\n").length, text: english.trim().replaceAll(/\s+/g, " ") })
  }
  visit(parseSync(file, text).program as unknown as Node, add)
  return found
}

function visit(node: Node, add: (node: Node, english: string) => void): void {
  if (isUnread(node)) return
  const own = ownText(node)
  if (own !== null) add(node, own)
  for (const [key, value] of Object.entries(node)) {
    if (key === "key" && node.computed !== true) continue
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) visit(child, add)
  }
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string"

function isUnread(node: Node): boolean {
  if (UNREAD.has(node.type) || (node.type === "ExpressionStatement" && typeof node.directive === "string")) return true
  if (node.type === "JSXAttribute") return UNREAD_ATTRIBUTES.test(String((node.name as Node).name))
  if (node.type === "VariableDeclarator") return UNREAD_PROPERTIES.test(String((node.id as Node).name).toLowerCase())
  if (node.type === "Property") return UNREAD_PROPERTIES.test(String((node.key as Node).name))
  if (node.type === "CallExpression" || node.type === "NewExpression")
    return UNREAD_CALLS.test(nameOf(node.callee as Node))
  return false
}

/** What is called: `cn`, or the method of something. */
const nameOf = (callee: Node) =>
  String(callee.type === "MemberExpression" ? (callee.property as Node).name : callee.name)

/** The English of the node itself, or null. */
function ownText(node: Node): string | null {
  if (node.type === "JSXText") {
    const text = String(node.value)
    return /[A-Za-z]{2,}/.test(text) && !WIRE_NAME.test(text) ? text : null
  }
  if (node.type === "Literal" && typeof node.value === "string") return isEnglish(node.value) ? node.value : null
  if (node.type !== "TemplateLiteral") return null
  const parts = (node.quasis as readonly { value: { raw: string } }[]).map(({ value }) => value.raw)
  return isEnglish(parts.join("x")) && parts.some((part) => /[A-Za-z]{2,}/.test(part)) ? parts.join("…") : null
}

function isEnglish(text: string): boolean {
  if (TO_MACHINES.test(text) || CLASSES.test(text)) return false
  return WORDS.test(text) || ONE_WORD.test(text)
}
