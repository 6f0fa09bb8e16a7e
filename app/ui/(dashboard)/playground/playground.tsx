"use client"

import dynamic from "next/dynamic"
import { Skeleton } from "#components/ui/skeleton"

/** In the browser alone: what was said before is kept there. */
export const Playground = dynamic(() => import("./playground-view").then((module) => module.PlaygroundView), {
  ssr: false,
  loading: () => <Skeleton className="h-96" />,
})
