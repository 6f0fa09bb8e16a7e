/** A file to send: its path, its bytes, or a Blob or File. Bytes with a name: `{ data, filename }`. */
export type FileInput = string | Uint8Array | Blob | { readonly data: Uint8Array | Blob; readonly filename: string }
