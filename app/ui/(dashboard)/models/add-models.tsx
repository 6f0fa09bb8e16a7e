"use client"

import { Plus } from "lucide-react"
import { Button } from "#components/ui/button"
import { CodeBlock } from "#components/ui/code-block"
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from "#components/ui/dialog"

export const CONFIG_EXAMPLE = `model_list:
  - model_name: fast                  # what clients ask for
    litellm_params:
      model: openai/gpt-4.1-mini      # provider/model
      api_key: os.environ/OPENAI_API_KEY
  - model_name: fast                  # the same name again: load is shared
    litellm_params:
      model: anthropic/claude-haiku-4-5
      api_key: os.environ/ANTHROPIC_API_KEY
  - model_name: local
    litellm_params:
      model: ollama/llama3.2
      api_base: http://localhost:11434`

/** How models are added: by config.yaml and a reload that drops no request. */
export function AddModels() {
  return (
    <Dialog>
      <DialogTrigger asChild>
        <Button>
          <Plus aria-hidden />
          Add models
        </Button>
      </DialogTrigger>
      <DialogContent width="lg">
        <DialogHeader>
          <DialogTitle>Add models</DialogTitle>
          <DialogDescription>Models come from config.yaml. Provider keys stay in the environment.</DialogDescription>
        </DialogHeader>
        <CodeBlock label="config.yaml" code={CONFIG_EXAMPLE} />
        <p className="mt-4 mb-2 text-muted text-sm">
          Then load it without dropping a request. If something is wrong with it, the old one keeps running and the
          answer says what and where.
        </p>
        <ReloadCommand />
      </DialogContent>
    </Dialog>
  )
}

/** Rendered in the open dialog only: the server does not know the address the visitor uses. */
function ReloadCommand() {
  const command = `curl -X POST ${window.location.origin}/config/reload -H "Authorization: Bearer $LITELLM_MASTER_KEY"`
  return <CodeBlock label="reload command" code={command} wrap />
}
