import { CodeBlock } from "#components/ui/code-block"
import { Tabs, TabsContent, TabsList, TabsTrigger } from "#components/ui/tabs"
import { conversation, prettyJson } from "#lib/ui/conversation"
import type { LogDetail } from "#lib/ui/log-row"
import { ConversationView } from "./conversation-view"
import { LogWire } from "./log-wire"

const HOW_TO_STORE = "general_settings:\n  store_prompts_in_spend_logs: true"

/** What was asked and answered: as a conversation, and as the JSON it is, always as text. */
export function LogBodies({ log }: { log: LogDetail }) {
  if (log.request === null && log.response === null) return <NotStored stored={log.prompts_stored} />
  const turns = conversation(log.request, log.response)
  return (
    <Tabs defaultValue={turns.length > 0 ? "conversation" : "request"}>
      <TabsList aria-label="Request and response">
        <TabsTrigger value="conversation">Conversation</TabsTrigger>
        <TabsTrigger value="request">Request JSON</TabsTrigger>
        <TabsTrigger value="response">Response JSON</TabsTrigger>
        <TabsTrigger value="wire">Raw wire</TabsTrigger>
      </TabsList>
      <TabsContent value="conversation">
        {turns.length > 0 ? (
          <ConversationView turns={turns} />
        ) : (
          <Note>No messages in these bodies. Their JSON is in the other tabs.</Note>
        )}
      </TabsContent>
      <TabsContent value="request">
        <Body body={log.request} label="request JSON" />
      </TabsContent>
      <TabsContent value="response">
        <Body body={log.response} label="response JSON" />
      </TabsContent>
      <TabsContent value="wire">
        <LogWire log={log} />
      </TabsContent>
    </Tabs>
  )
}

function Body({ body, label }: { body: unknown; label: string }) {
  if (body === null || body === undefined) return <Note>Nothing was stored for this side.</Note>
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
  if (stored) return <Note>This request carried no body that could be stored.</Note>
  return (
    <div className="space-y-3">
      <Note>
        Prompts and answers are not stored, nor what went to the provider and came back. To keep those of new requests,
        set this in config.yaml and reload it:
      </Note>
      <CodeBlock label="setting" code={HOW_TO_STORE} />
    </div>
  )
}
