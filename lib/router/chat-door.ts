import type { ChatService } from "#lib/providers/provider"
import type { Deployment } from "./deployment"

/** One way into a deployment's chat: what is spoken there, and where it is. */
export interface ChatDoor {
  readonly service: ChatService
  /** Path and query of a whole answer. */
  readonly path: string
  readonly streamPath: string
}

/** The dialect of providers' stateful API, and what names it in `provider/responses/<model>` and as a model's `mode`. */
const RESPONSES_DIALECT = "openai-responses"
const RESPONSES = "responses"

/** `responses/<model>`: the model is to be reached through the provider's Responses API, whatever the client speaks. */
export function askedForResponses(model: string): { readonly model: string; readonly responses: boolean } {
  return model.startsWith(`${RESPONSES}/`)
    ? { model: model.slice(RESPONSES.length + 1), responses: true }
    : { model, responses: false }
}

/** The service everything is translated to: the provider's own, or Responses when the model is served there only. */
export function mainService(
  service: ChatService,
  { mode, responses }: { mode: string; responses: boolean },
): ChatService {
  if (!responses && mode !== RESPONSES) return service
  return service.also?.find(({ dialect }) => dialect.id === RESPONSES_DIALECT) ?? service
}

/** The door at which the client's dialect is spoken natively, else the main one; null when the deployment serves no chat. */
export function doorFor(deployment: Deployment, dialectId: string): ChatDoor | null {
  const main = mainDoor(deployment)
  if (main === null || main.service.dialect.id === dialectId) return main
  return deployment.also.find(({ service }) => service.dialect.id === dialectId) ?? main
}

/** The door of the deployment's own chat service. */
export function mainDoor({ chat, chatPath, chatStreamPath }: Deployment): ChatDoor | null {
  return chat === null ? null : { service: chat, path: chatPath, streamPath: chatStreamPath }
}
