/** More dimensions than any embedding model has are somebody's mistake. */
const MAX_DIMENSIONS = 16_384

/** Numbers → the vector of length 1 in their direction; null when they have none, or are no numbers. */
export function unitVector(values: unknown): Float32Array | null {
  if (!Array.isArray(values) || values.length === 0 || values.length > MAX_DIMENSIONS) return null
  let squares = 0
  for (const value of values) {
    if (typeof value !== "number" || !Number.isFinite(value)) return null
    squares += value * value
  }
  const length = Math.sqrt(squares)
  if (length === 0 || !Number.isFinite(length)) return null
  const unit = new Float32Array(values.length)
  for (const [i, value] of (values as number[]).entries()) unit[i] = value / length
  return unit
}

/** The cosine of the angle between two vectors of length 1; -1 when they cannot be compared. */
export function similarityOf(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return -1
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0)
  return sum
}

/** As a database keeps it: numbers of 32 bits, little-endian. */
export function vectorBytes(vector: Float32Array): Buffer {
  const bytes = Buffer.alloc(vector.length * 4)
  for (let i = 0; i < vector.length; i++) bytes.writeFloatLE(vector[i] ?? 0, i * 4)
  return bytes
}

/** The other way. */
export function vectorFrom(bytes: Buffer): Float32Array {
  const vector = new Float32Array(Math.floor(bytes.length / 4))
  for (let i = 0; i < vector.length; i++) vector[i] = bytes.readFloatLE(i * 4)
  return vector
}
