import { CodeBlock } from "#components/ui/code-block"
import { Tabs, TabsContent, TabsList, TabsTrigger } from "#components/ui/tabs"
import { conversation, prettyJson } from "#lib/ui/conversation"
import type { LogDetail } from "#lib/ui/log-row"
import { STORE_PROMPTS } from "#lib/ui/snippets/store-prompts"
import { logBodiesWords } from "#lib/ui/words/log-detail"
import { ConversationView } from "./conversation-view"
import { LogWire } from "./log-wire"

const words = logBodiesWords

/** What was asked and answered: as a conversation, and as the JSON it is, always as text. */
export function LogBodies({ log }: { log: LogDetail }) {
  if (log.request === null && log.response === null) return <NotStored stored={log.prompts_stored} />
  const turns = conversation(log.request, log.response)
  return (
    <Tabs defaultValue={turns.length > 0 ? "conversation" : "request"}>
      <TabsList aria-label={words.label}>
        <TabsTrigger value="conversation">{words.conversation}</TabsTrigger>
        <TabsTrigger value="request">{words.requestTab}</TabsTrigger>
        <TabsTrigger value="response">{words.responseTab}</TabsTrigger>
        <TabsTrigger value="wire">{words.wireTab}</TabsTrigger>
      </TabsList>
      <TabsContent value="conversation">
        {turns.length > 0 ? <ConversationView turns={turns} /> : <Note>{words.noMessages}</Note>}
      </TabsContent>
      <TabsContent value="request">
        <Body body={log.request} label={words.requestJson} />
      </TabsContent>
      <TabsContent value="response">
        <Body body={log.response} label={words.responseJson} />
      </TabsContent>
      <TabsContent value="wire">
        <LogWire log={log} />
      </TabsContent>
    </Tabs>
  )
}

function Body({ body, label }: { body: unknown; label: string }) {
  if (body === null || body === undefined) return <Note>{words.sideNotStored}</Note>
  return (
    <CodeBlock
      code={prettyJson(body)}
      label={label}
      wrap
      className="[&>section]:max-h-112 [&>section]:overflow-y-auto"
    />
  )
}

function Note({ children }: { children: string }) {
  return <p className="text-muted text-sm">{children}</p>
}

function NotStored({ stored }: { stored: boolean }) {
  if (stored) return <Note>{words.nothingToStore}</Note>
  return (
    <div className="space-y-3">
      <Note>{words.notStored}</Note>
      <CodeBlock label={words.setting} code={STORE_PROMPTS} />
    </div>
  )
}
