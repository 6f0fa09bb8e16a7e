import { useQuery } from "@tanstack/react-query"
import { CodeBlock } from "#components/ui/code-block"
import { Tabs, TabsContent, TabsList, TabsTrigger } from "#components/ui/tabs"
import { modelNamesQuery } from "#lib/ui/models-query"
import { commonSnippets, exampleModel } from "#lib/ui/snippets"
import { keyDialogsWords } from "#lib/ui/words/key-dialogs"

const words = keyDialogsWords.snippets

export interface SnippetTabsProps {
  apiKey: string
  /** The models the key may use; empty is all. */
  models: readonly string[]
}

/** How to use a key, client by client, ready to paste. */
export function SnippetTabsView({ apiKey, models }: SnippetTabsProps) {
  const { data: served = [] } = useQuery(modelNamesQuery)
  const all = commonSnippets({ origin: window.location.origin, key: apiKey, model: exampleModel(models, served) })
  return (
    <Tabs defaultValue="curl">
      <TabsList aria-label={words.clients}>
        {all.map(({ id, label }) => (
          <TabsTrigger key={id} value={id}>
            {label}
          </TabsTrigger>
        ))}
      </TabsList>
      {all.map(({ id, label, code, note }) => (
        <TabsContent key={id} value={id}>
          <CodeBlock code={code} label={words.example(label)} />
          {note && <p className="mt-2 text-faint text-xs">{note}</p>}
        </TabsContent>
      ))}
    </Tabs>
  )
}
