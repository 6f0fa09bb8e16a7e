import { playgroundWords } from "../words/playground"

/** A file as a `data:` URL; rejects when it cannot be read. */
export function dataUrlOf(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(new Error(playgroundWords.fileUnreadable))
    reader.readAsDataURL(file)
  })
}
