"use client"

import { QueryClientProvider } from "@tanstack/react-query"
import { NuqsAdapter } from "nuqs/adapters/next/app"
import { type ReactNode, useState } from "react"
import { TooltipProvider } from "#components/ui/tooltip"
import { makeQueryClient } from "#lib/ui/query-client"

/** Server state (TanStack Query), state in the address line (nuqs), tooltips. */
export function DashboardProviders({ children }: { children: ReactNode }) {
  const [client] = useState(makeQueryClient)
  return (
    <QueryClientProvider client={client}>
      <NuqsAdapter>
        <TooltipProvider delayDuration={300}>{children}</TooltipProvider>
      </NuqsAdapter>
    </QueryClientProvider>
  )
}
