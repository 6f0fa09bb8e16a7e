/** Lets one piece of work run after the other. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve()

  /** Runs when everything asked for before has ended, however it ended; gives its outcome. */
  run<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(work, work)
    this.#last = mine.catch(() => undefined)
    return mine
  }
}
