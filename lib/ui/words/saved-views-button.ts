/** The button of the menu of saved views, which is there before the menu is. */
export const savedViewsButton = "Views"
