import { type Editing, editing } from "./changes"
import { useUndoable } from "./use-undoable"

interface UndoableEdit<Form, Body extends object> extends Pick<Editing<Body>, "thing" | "send" | "shown"> {
  /** The form as it is opened. */
  readonly initial: Form
  /** The body that makes what the one form says into what the other says. */
  readonly changes: (from: Form, to: Form) => Body
}

/** A mutation that takes a form as it was saved. Its undo is the same form the other way around. */
export function useUndoableEdit<Form, Body extends object>(edit: UndoableEdit<Form, Body>) {
  const { initial, changes, ...rest } = edit
  return useUndoable((form: Form) =>
    editing({ ...rest, changes: changes(initial, form), before: changes(form, initial) }),
  )
}
