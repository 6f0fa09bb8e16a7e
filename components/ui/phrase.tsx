import { Fragment, type ReactNode } from "react"

interface PhraseProps {
  /** `Set {input} in the model's {info} to bill it.` */
  text: string
  /** What stands where a name in braces stands. A name without a part stays as it is written. */
  parts: Readonly<Record<string, ReactNode>>
}

/** A sentence with something other than text in it: code, a link, a badge. The sentence stays whole for who translates it. */
export function Phrase({ text, parts }: PhraseProps) {
  return text.split(/(\{\w+\})/).map((piece, at) => {
    const name = /^\{(\w+)\}$/.exec(piece)?.[1]
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a sentence never change places.
    return <Fragment key={at}>{name !== undefined && name in parts ? parts[name] : piece}</Fragment>
  })
}
