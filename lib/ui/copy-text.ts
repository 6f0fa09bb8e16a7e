/**
 * Puts `text` on the clipboard; false when the browser refuses. `navigator.clipboard` exists on https and localhost only, and a
 * gateway on a home network is often plain http: there a hidden text area and `execCommand` still work.
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text)
      return true
    }
  } catch {
    // Refused, e.g. by a permissions policy: try the old way.
  }
  return copyByTextArea(text)
}

function copyByTextArea(text: string): boolean {
  const before = document.activeElement
  const area = document.createElement("textarea")
  area.value = text
  area.setAttribute("readonly", "")
  area.style.position = "fixed"
  area.style.opacity = "0"
  // Inside the open dialog, where there is one: its focus trap would take the focus back from anywhere else.
  const host = before?.closest('[role="dialog"]') ?? document.body
  host.append(area)
  area.select()
  const done = document.execCommand("copy")
  area.remove()
  if (before instanceof HTMLElement) before.focus()
  return done
}
