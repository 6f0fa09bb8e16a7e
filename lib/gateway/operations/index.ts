import type { Operation } from "#lib/gateway/operation"
import { chatCompletions } from "./chat-completions"
import { messages } from "./messages"
import { model, models } from "./models"

/** Every endpoint of the data plane. */
export const operations: readonly Operation[] = [chatCompletions, messages, models, model]
