import { ApiError } from "../api"
import { undoWords } from "../words/undo"
import type { RowChange } from "./row-change"

/** One way of a change: how the pages show it, and the call that makes it so. */
export interface Step {
  readonly shows: RowChange
  readonly send: () => Promise<unknown>
}

interface Subject {
  /** What is changed, the same for all changes of it: they are sent one after the other, and only the last can be undone. */
  readonly subject: string
  /** The groups of queries that are asked anew afterwards. */
  readonly groups: readonly string[]
}

/** A change that is sent at once. */
export interface Change extends Subject, Step {
  /** The way back to exactly what was before; null: there is none. */
  readonly back: Step | null
  readonly words: {
    readonly done: string
    readonly undone: string
    /** Over the gateway's reason, when it refuses; null: who asked says it, a form. */
    readonly refused: string | null
  }
}

/** A deletion nothing could bring back: it is sent when the time to undo it is over. */
export interface Deletion extends Subject, Step {
  readonly words: {
    readonly waiting: string
    /** What follows from it. */
    readonly note: string
    readonly done: string
    readonly undone: string
    readonly refused: string
  }
}

/** What the pages show of the gateway's answers. */
export interface Answers {
  add(change: RowChange): void
  /** The gateway has not made it so. */
  drop(change: RowChange): void
  /** The gateway has made it so. */
  keep(change: RowChange): void
  refetch(groups: readonly string[]): void
}

/** A message that stands for the time in which something can be undone. */
export interface Offer {
  readonly id: string
  readonly words: string
  readonly note: string | null
  readonly onUndo: () => void
  /** Its time is over, or the visitor has put it away. */
  readonly onOver: () => void
}

/** How the visitor is told. */
export interface Notes {
  offer(offer: Offer): void
  withdraw(id: string): void
  say(words: string): void
  refuse(words: string, reason: string): void
}

interface Entry extends Pick<Subject, "subject"> {
  readonly id: string
  /** Nothing has been sent yet. */
  readonly waits: boolean
  readonly undo: () => Promise<void>
  readonly over: () => Promise<void>
}

/** What was changed a moment ago and can still be undone, in order. It outlives the page it was changed on. */
export class UndoBook {
  readonly #answers: Answers
  readonly #notes: Notes
  /** The last call about each subject that has not ended. */
  readonly #turns = new Map<string, Promise<unknown>>()
  #entries: readonly Entry[] = []
  #count = 0

  constructor(answers: Answers, notes: Notes) {
    this.#answers = answers
    this.#notes = notes
  }

  /** Shows a change, sends it, and offers to undo it once the gateway has made it. Throws what the gateway said when it refuses. */
  async change(change: Change): Promise<void> {
    const { subject, groups, back, words } = change
    this.forget(subject)
    let last: boolean
    try {
      last = await this.#make(change, change)
    } catch (e) {
      if (words.refused !== null) this.#notes.refuse(words.refused, reasonOf(e))
      throw e
    }
    // Of something that is being changed again, that change speaks.
    if (!last) return
    if (back === null) return this.#notes.say(words.done)
    const undo = () => this.#goBack({ subject, groups }, back, words)
    this.#offer({ subject, waits: false, undo, over: async () => undefined }, words.done)
  }

  /** Shows it as deleted, and sends that when the time to undo it is over, or when `sendWaiting` says so. */
  remove(deletion: Deletion): void {
    const { subject, shows, groups, words } = deletion
    this.forget(subject)
    this.#answers.add(shows)
    const undo = async () => {
      this.#answers.drop(shows)
      this.#answers.refetch(groups)
      this.#notes.say(words.undone)
    }
    this.#offer({ subject, waits: true, undo, over: () => this.#delete(deletion) }, words.waiting, words.note)
  }

  /** What was changed of it cannot be undone any more; a deletion of it that waits is sent. */
  forget(subject: string): void {
    void Promise.all(this.#close(this.#entries.filter((entry) => entry.subject === subject)))
  }

  /** Undoes what was changed last. False: there is nothing. */
  undoLast(): boolean {
    const last = this.#entries.at(-1)
    if (last === undefined) return false
    this.#undo(last.id)
    return true
  }

  /** Sends the deletions that wait, for nobody may be there when their time is over; resolves when the gateway has answered. */
  async sendWaiting(): Promise<void> {
    await Promise.all(this.#close(this.#entries.filter(({ waits }) => waits)))
  }

  #offer(entry: Omit<Entry, "id">, words: string, note: string | null = null): void {
    this.#count++
    const id = `undo ${this.#count}`
    this.#entries = [...this.#entries, { ...entry, id }]
    const onOver = () => void Promise.all(this.#close(this.#entries.filter((each) => each.id === id)))
    this.#notes.offer({ id, words, note, onUndo: () => this.#undo(id), onOver })
  }

  /** These can be undone no more. */
  #close(entries: readonly Entry[]): Promise<void>[] {
    this.#entries = this.#entries.filter((entry) => !entries.includes(entry))
    return entries.map(({ id, over }) => {
      this.#notes.withdraw(id)
      return over()
    })
  }

  #undo(id: string): void {
    const entry = this.#entries.find((each) => each.id === id)
    if (entry === undefined) return
    this.#entries = this.#entries.filter((each) => each !== entry)
    this.#notes.withdraw(id)
    void entry.undo()
  }

  async #goBack(subject: Subject, back: Step, words: Change["words"]): Promise<void> {
    try {
      await this.#make(subject, back)
      this.#notes.say(words.undone)
    } catch (e) {
      this.#notes.refuse(undoWords.notUndone, reasonOf(e))
    }
  }

  /** Shows a step, sends it in its turn, and leaves on the pages what came of it. Tells whether nothing followed meanwhile. */
  async #make({ subject, groups }: Subject, { shows, send }: Step): Promise<boolean> {
    this.#answers.add(shows)
    try {
      const last = await this.#inTurn(subject, send)
      this.#answers.keep(shows)
      return last
    } catch (e) {
      this.#answers.drop(shows)
      throw e
    } finally {
      this.#answers.refetch(groups)
    }
  }

  async #delete({ subject, groups, shows, send, words }: Deletion): Promise<void> {
    try {
      await this.#inTurn(subject, send)
    } catch (e) {
      // Somebody else was quicker: it is as it was wanted.
      const isGone = e instanceof ApiError && e.status === 404
      if (!isGone) {
        this.#answers.drop(shows)
        this.#answers.refetch(groups)
        return this.#notes.refuse(words.refused, reasonOf(e))
      }
    }
    this.#answers.keep(shows)
    this.#answers.refetch(groups)
    this.#notes.say(words.done)
  }

  /** After what was sent about the subject before, whatever came of that. */
  async #inTurn(subject: string, send: () => Promise<unknown>): Promise<boolean> {
    const before = this.#turns.get(subject)
    const mine = before === undefined ? send() : before.then(send, send)
    this.#turns.set(subject, mine)
    try {
      await mine
      return this.#turns.get(subject) === mine
    } finally {
      if (this.#turns.get(subject) === mine) this.#turns.delete(subject)
    }
  }
}

function reasonOf(e: unknown): string {
  return e instanceof Error ? e.message : String(e)
}
