import { undoWords } from "../words/undo"
import type { Row } from "./row-change"
import type { Thing } from "./thing"
import type { Change, Deletion } from "./undo-book"

interface Blocking {
  readonly thing: Thing
  readonly blocked: boolean
  readonly send: (blocked: boolean) => Promise<unknown>
  /** The fields of a row that show it; `blocked` alone, when nothing is said. */
  readonly shown?: (blocked: boolean) => Row
}

/** Blocks something, or lets it work again. */
export function blocking({ thing, blocked, send, shown = (to) => ({ blocked: to }) }: Blocking): Change {
  const step = (to: boolean) => ({ shows: { fits: thing.fits, set: shown(to) }, send: () => send(to) })
  const { title } = thing
  const said = (to: boolean) => (to ? undoWords.blocked(title) : undoWords.unblocked(title))
  const words = { done: said(blocked), undone: said(!blocked), refused: undoWords.unchanged(title) }
  return { ...thing, ...step(blocked), back: step(!blocked), words }
}

export interface Editing<Body extends object> {
  readonly thing: Thing
  /** What a form sends: the fields that differ from before. */
  readonly changes: Body
  /** The same form the other way around: these fields as they were. */
  readonly before: Body
  readonly send: (body: Body) => Promise<unknown>
  /** The fields of a row that show a body, where they have other names. */
  readonly shown?: (body: Body) => Row
}

/** What was saved in a form. It can be undone where the old values put everything back as it was. */
export function editing<Body extends object>({ thing, changes, before, send, shown }: Editing<Body>): Change {
  const rowOf = shown ?? ((body: Body): Row => Object.fromEntries(Object.entries(body)))
  const step = (body: Body) => ({ shows: { fits: thing.fits, set: rowOf(body) }, send: () => send(body) })
  const names = Object.keys(changes)
  const isExact = names.every((name) => Object.hasOwn(before, name) && !thing.noWayBack.includes(name))
  const words = { done: undoWords.changed(thing.title), undone: undoWords.asItWas(thing.title), refused: null }
  return { ...thing, ...step(changes), back: isExact ? step(before) : null, words }
}

interface Deleting {
  readonly thing: Thing
  readonly send: () => Promise<unknown>
  /** What follows from it. */
  readonly note: string
  /** The page's word for it. */
  readonly verb?: "delete" | "erase"
}

/** Deletes something on its own, that takes nothing else along. */
export function deleting({ thing, send, note, verb = "delete" }: Deleting): Deletion {
  const { title } = thing
  const { waiting, done, refused } = undoWords[verb]
  const words = {
    waiting: waiting(title),
    note,
    done: done(title),
    undone: undoWords.stays(title),
    refused: refused(title),
  }
  return { ...thing, shows: { fits: thing.fits, set: null }, send, words }
}
