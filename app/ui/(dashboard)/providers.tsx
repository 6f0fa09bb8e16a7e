"use client"

import { QueryClientProvider } from "@tanstack/react-query"
import { NuqsAdapter } from "nuqs/adapters/next/app"
import { type ReactNode, useState } from "react"
import { VisitorProvider } from "#components/nav/visitor-context"
import { makeQueryClient } from "#lib/ui/query-client"
import type { Visitor } from "#lib/ui/visitor"
import { PaletteHost } from "./palette/palette-host"
import { UndoHost } from "./undo-host"

/** Server state (TanStack Query) and what can be undone of it, state in the address line (nuqs), the visitor, the command palette. */
export function DashboardProviders({ visitor, children }: { visitor: Visitor; children: ReactNode }) {
  const [client] = useState(makeQueryClient)
  return (
    <QueryClientProvider client={client}>
      <UndoHost />
      <NuqsAdapter>
        <VisitorProvider visitor={visitor}>
          <PaletteHost>{children}</PaletteHost>
        </VisitorProvider>
      </NuqsAdapter>
    </QueryClientProvider>
  )
}
