import type { ErrorCode } from "yaml"

interface Words {
  readonly message: string
  readonly hint?: string
}

/**
 * Our words for what the YAML parser found. Its own are not used: some quote the text they stumbled over, which may be
 * a secret, and most speak of the grammar, not of what to do.
 */
const WORDS: Partial<Record<ErrorCode, Words>> = {
  TAB_AS_INDENT: { message: "a tab is used for indentation", hint: "YAML wants spaces: replace each tab by two" },
  DUPLICATE_KEY: { message: "this key is here twice in one map", hint: "keep one: the other would be lost" },
  BAD_INDENT: { message: "the indentation does not fit", hint: "line it up with its neighbours; close every [ and {" },
  MULTIPLE_DOCS: {
    message: "a second document begins here",
    hint: "remove the --- line, or put the rest under include",
  },
  MISSING_CHAR: { message: "something is missing here", hint: "close the quote, or put the : after the key" },
  BAD_SCALAR_START: { message: "a value cannot begin with this character", hint: "put the value in quotes" },
  BLOCK_AS_IMPLICIT_KEY: {
    message: "a second key begins on the same line",
    hint: "put a value that has a colon and a space in quotes",
  },
  MULTILINE_IMPLICIT_KEY: { message: "a key goes over several lines", hint: "is the : after the key missing?" },
  BLOCK_IN_FLOW: { message: "indented lines cannot stand inside [ ] or { }", hint: "close the bracket first" },
  BAD_ALIAS: { message: "this alias is not right", hint: "*name repeats what &name has marked earlier in the file" },
  ALIAS_PROPS: { message: "an alias cannot have an anchor or a tag" },
  BAD_DQ_ESCAPE: {
    message: "there is an unknown escape in this text",
    hint: "use single quotes, or write \\\\ for \\",
  },
  TAG_RESOLVE_FAILED: { message: "this tag is not supported", hint: "leave out the word that begins with !" },
  UNEXPECTED_TOKEN: {
    message: "this does not belong here",
    hint: "look at the indentation and for a missing - or quote in the lines above",
  },
  RESOURCE_EXHAUSTION: { message: "the file nests too deeply" },
  NON_STRING_KEY: { message: "this key is not text", hint: "put it in quotes" },
}

/** What to say about an error of the YAML parser. */
export function yamlWords(code: ErrorCode): Words {
  return WORDS[code] ?? { message: "this is not valid YAML" }
}
