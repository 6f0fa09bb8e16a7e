"use client"

import { useOnDemand } from "#components/ui/use-on-demand"
import type { ViewPage } from "#lib/ui/saved-views"
import { ViewsButton } from "./views-button"

const loadMenu = () => import("./views-menu").then((module) => module.ViewsMenu)

/** The filters of a page under names, to come back to; the menu comes with the first click. */
export function SavedViews({ page }: { page: ViewPage }) {
  const [Menu, wanting] = useOnDemand(loadMenu)
  return Menu ? <Menu page={page} /> : <ViewsButton {...wanting} />
}
