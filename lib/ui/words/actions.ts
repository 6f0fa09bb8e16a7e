/** What buttons and menus of many pages say. */
export const actions = {
  add: "Add",
  back: "Back",
  block: "Block",
  cancel: "Cancel",
  clearFilters: "Clear filters",
  clearSearch: "Clear search",
  close: "Close",
  copy: "Copy",
  delete: "Delete",
  done: "Done",
  edit: "Edit",
  remove: "Remove",
  save: "Save",
  tryAgain: "Try again",
  unblock: "Unblock",
  undo: "Undo",
} as const
