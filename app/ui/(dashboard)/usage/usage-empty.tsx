import { useQuery } from "@tanstack/react-query"
import { ChartColumn } from "lucide-react"
import Link from "next/link"
import { Button } from "#components/ui/button"
import { Card } from "#components/ui/card"
import { CodeBlock } from "#components/ui/code-block"
import { EmptyState } from "#components/ui/empty-state"
import { firstRequest } from "#lib/ui/first-request"
import { modelNamesQuery } from "#lib/ui/models-query"

/** No traffic in the range: how to make some. */
export function UsageEmpty() {
  const { data: models = [] } = useQuery(modelNamesQuery)
  return (
    <Card className="pb-10">
      <EmptyState
        icon={ChartColumn}
        title="No requests in these days"
        description="Choose a longer range, or send a request with a key of yours; its cost is here a moment later."
        action={
          <Button asChild>
            <Link href="/ui/keys?create=true">Create a key</Link>
          </Button>
        }
        className="pb-6"
      />
      <CodeBlock
        label="curl command"
        code={firstRequest(globalThis.location.origin, models)}
        className="mx-auto max-w-2xl text-left max-sm:mx-4"
      />
    </Card>
  )
}
