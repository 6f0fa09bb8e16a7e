import { O200K_TOKEN_SPLIT_REGEX } from "gpt-tokenizer/encodingParams/constants"

/** Longest text `count` takes, in UTF-16 units; each becomes at most three bytes. */
export const MAX_PIECE_CHARS = 200
const MAX_BYTES = 3 * MAX_PIECE_CHARS
const SLOTS = 1 << 19
const NONE = 0x7fffffff
const BASE64 = new Uint8Array(128)
for (let i = 0; i < 64; i++)
  BASE64["ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".charCodeAt(i)] = i

/**
 * The 200,000 tokens of OpenAI's o200k encoding as three typed arrays (4 MB), for counting only. Read from tiktoken's own file
 * format (lines of base64, space, rank), as gpt-tokenizer ships it: as that package's JavaScript objects they take 70 MB.
 */
export class TokenTable {
  readonly #bytes: Uint8Array
  readonly #starts: Uint32Array
  /** Open addressing: 0 = free, otherwise the rank + 1. */
  readonly #slots = new Int32Array(SLOTS)
  readonly #piece = new Uint8Array(MAX_BYTES)
  readonly #parts = new Int32Array(MAX_BYTES + 2)
  readonly #ranks = new Int32Array(MAX_BYTES + 2)
  readonly #encoder = new TextEncoder()

  /** Throws on a file whose ranks do not count up from 0. */
  constructor(file: Uint8Array) {
    this.#bytes = new Uint8Array(file.length >> 1)
    const starts = new Uint32Array(SLOTS)
    let tokens = 0
    let filled = 0
    for (let at = 0; at < file.length; tokens++) {
      const space = file.indexOf(32, at)
      const end = file.indexOf(10, at)
      if (decimal(file, space + 1, end) !== tokens) throw new Error(`token file: rank ${tokens} is missing`)
      filled = this.#decode(file.subarray(at, space), filled)
      starts[tokens + 1] = filled
      at = end + 1
    }
    this.#bytes = this.#bytes.slice(0, filled)
    this.#starts = starts.slice(0, tokens + 1)
    for (let rank = 0; rank < tokens; rank++) this.#enter(rank)
  }

  /** How many tokens a text of at most `MAX_PIECE_CHARS` is. Names of special tokens count as the text they are. */
  count(piece: string): number {
    let sum = 0
    for (const [word] of piece.matchAll(O200K_TOKEN_SPLIT_REGEX)) {
      const { written } = this.#encoder.encodeInto(word, this.#piece)
      sum += this.#rankOf(this.#piece, 0, written) === NONE ? this.#merged(written) : 1
    }
    return sum
  }

  #decode(base64: Uint8Array, filled: number): number {
    let bits = 0
    let held = 0
    let to = filled
    for (const char of base64) {
      if (char === 61) break
      bits = (bits << 6) | (BASE64[char] ?? 0)
      held += 6
      if (held < 8) continue
      held -= 8
      this.#bytes[to++] = (bits >> held) & 255
    }
    return to
  }

  #enter(rank: number): void {
    let slot = hash(this.#bytes, this.#starts[rank] ?? 0, this.#starts[rank + 1] ?? 0)
    while (this.#slots[slot] !== 0) slot = (slot + 1) & (SLOTS - 1)
    this.#slots[slot] = rank + 1
  }

  /** The rank of bytes, or NONE. */
  #rankOf(bytes: Uint8Array, from: number, to: number): number {
    for (let slot = hash(bytes, from, to); ; slot = (slot + 1) & (SLOTS - 1)) {
      const rank = (this.#slots[slot] ?? 0) - 1
      if (rank < 0) return NONE
      if (this.#is(rank, bytes, { from, to })) return rank
    }
  }

  #is(rank: number, bytes: Uint8Array, { from, to }: { from: number; to: number }): boolean {
    const start = this.#starts[rank] ?? 0
    if ((this.#starts[rank + 1] ?? 0) - start !== to - from) return false
    for (let i = from; i < to; i++) if (bytes[i] !== this.#bytes[start + i - from]) return false
    return true
  }

  /** Byte pair encoding of the word in `#piece`: the pair of lowest rank is joined until no pair is a token. */
  #merged(length: number): number {
    const parts = this.#parts
    const ranks = this.#ranks
    let count = length
    for (let i = 0; i <= length; i++) parts[i] = i
    for (let i = 0; i < count; i++) ranks[i] = this.#pairAt(i, count)
    while (count > 1) {
      let best = 0
      for (let i = 1; i < count - 1; i++) if ((ranks[i] ?? NONE) < (ranks[best] ?? NONE)) best = i
      if (ranks[best] === NONE) break
      parts.copyWithin(best + 1, best + 2, count + 1)
      ranks.copyWithin(best + 1, best + 2, count)
      count--
      ranks[best] = this.#pairAt(best, count)
      if (best > 0) ranks[best - 1] = this.#pairAt(best - 1, count)
    }
    return count
  }

  /** The rank parts i and i+1 would have as one. */
  #pairAt(i: number, count: number): number {
    return i + 1 < count ? this.#rankOf(this.#piece, this.#parts[i] ?? 0, this.#parts[i + 2] ?? 0) : NONE
  }
}

function decimal(file: Uint8Array, from: number, to: number): number {
  let value = 0
  for (let i = from; i < to; i++) value = value * 10 + (file[i] ?? 0) - 48
  return value
}

/** FNV-1a, folded to a slot. */
function hash(bytes: Uint8Array, from: number, to: number): number {
  let sum = 0x811c9dc5
  for (let i = from; i < to; i++) sum = Math.imul(sum ^ (bytes[i] ?? 0), 0x01000193)
  return (sum ^ (sum >>> 15)) & (SLOTS - 1)
}
