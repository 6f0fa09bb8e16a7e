import { type QueryClient, replaceEqualDeep } from "@tanstack/react-query"
import { type RowChange, withChange } from "./row-change"
import type { Answers } from "./undo-book"

/**
 * What the cache's queries show: the gateway's answers with the changes laid over them that are under way. The answers stay known
 * beside it. So an answer that was asked for before a change, or comes while one waits, cannot bring the old state back to the
 * page, and a change that is taken off leaves what the gateway last said, without asking it.
 */
export class ShownAnswers implements Answers {
  readonly #client: QueryClient
  readonly #groups: readonly string[]
  /** Shown data → the answer it was made of. */
  readonly #answers = new WeakMap<object, unknown>()
  #changes: readonly RowChange[] = []

  /** For the queries whose key begins with one of these groups; made before the first of them. */
  constructor(client: QueryClient, groups: readonly string[]) {
    this.#client = client
    this.#groups = groups
    const structuralSharing = (old: unknown, answer: unknown) => this.#shown(old, answer)
    for (const group of groups) client.setQueryDefaults([group], { structuralSharing })
  }

  add(change: RowChange): void {
    this.#changes = [...this.#changes, change]
    this.#showAll((answer) => answer)
  }

  drop(change: RowChange): void {
    this.#changes = this.#changes.filter((one) => one !== change)
    this.#showAll((answer) => answer)
  }

  keep(change: RowChange): void {
    this.#changes = this.#changes.filter((one) => one !== change)
    this.#showAll((answer) => withChange(answer, change))
  }

  refetch(groups: readonly string[]): void {
    void this.#client.invalidateQueries({ predicate: ({ queryKey }) => groups.includes(String(queryKey[0])) })
  }

  /** Everything that is shown anew, of what `answerFrom` makes of the answers. */
  #showAll(answerFrom: (answer: unknown) => unknown): void {
    for (const { queryKey, state } of this.#client.getQueryCache().getAll()) {
      if (!this.#groups.includes(String(queryKey[0])) || state.data === undefined) continue
      const answer = answerFrom(this.#answerOf(state.data))
      if (answer === state.data && this.#changed(answer) === answer) continue
      this.#client.setQueryData(queryKey, answer, { updatedAt: state.dataUpdatedAt })
    }
  }

  #shown(old: unknown, given: unknown): unknown {
    const answer = this.#answerOf(given)
    const shown: unknown = replaceEqualDeep(old, this.#changed(answer))
    if (typeof shown === "object" && shown !== null) this.#answers.set(shown, answer)
    return shown
  }

  #answerOf(data: unknown): unknown {
    return typeof data === "object" && data !== null && this.#answers.has(data) ? this.#answers.get(data) : data
  }

  #changed(answer: unknown): unknown {
    return this.#changes.reduce(withChange, answer)
  }
}
