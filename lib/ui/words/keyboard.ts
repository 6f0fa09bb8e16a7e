/** Keys of the keyboard, as they are printed on it. */
export const keyboardWords = {
  control: "Ctrl",
  command: "⌘",
  alt: "Alt",
  escape: "Esc",
} as const
