import { chooseAtOnce } from "#lib/router/choose"
import { planRoute } from "#lib/router/plan"
import { PLAIN_ASK } from "#lib/router/routing-ask"
import { redactedParams } from "#lib/router/view"
import { type AskOne, VIA } from "./ask"
import { askGroup } from "./ask-group"
import * as audio from "./audio"
import * as chat from "./completion"
import type { DialectAnswer, DialectStream } from "./dialect-answer"
import * as vectors from "./embedding"
import { BadRequestError } from "./exceptions"
import * as images from "./images"
import * as anthropic from "./messages"
import * as judge from "./moderation"
import type { CompletionOptions } from "./options"
import * as ranks from "./rerank"
import * as openai from "./responses"
import type { RouterModel, RouterOptions } from "./router-options"
import { type MadeRules, routerRules } from "./router-rules-of"
import * as text from "./text-completion"
import { toException } from "./to-exception"
import { setVerbose } from "./verbose"

/** A deployment, without its secrets. */
export interface DeploymentInfo {
  readonly model_name: string
  readonly litellm_params: Readonly<Record<string, unknown>>
  readonly model_info: { readonly id: string; readonly [field: string]: unknown }
}

/**
 * Spreads calls over deployments: the same `model_name` several times is one group. Failing deployments are retried elsewhere and
 * rest for a while; a group that cannot answer falls back to others. Settings are those of a config file's `router_settings`.
 *
 * @example
 * const router = new Router({
 *   model_list: [
 *     { model_name: "gpt", litellm_params: { model: "azure/gpt-4o", api_base: "https://…", rpm: 60 } },
 *     { model_name: "gpt", litellm_params: { model: "openai/gpt-4o" } },
 *   ],
 * })
 * const response = await router.completion({ model: "gpt", messages: [{ role: "user", content: "Hello" }] })
 */
export class Router {
  #options: RouterOptions
  #rules: MadeRules

  /** Throws BadRequestError for a wrong setting, AuthenticationError for a deployment without its key. */
  constructor(options: RouterOptions) {
    this.#options = options
    this.#rules = routerRules(options)
    if (options.set_verbose === true) setVerbose()
  }

  /** As the function `completion`; `model` is a group. */
  completion(options: CompletionOptions & { stream: true }): Promise<chat.CompletionStream>
  completion(options: CompletionOptions & { stream?: false | null | undefined }): Promise<chat.ModelResponse>
  completion(options: CompletionOptions): Promise<chat.ModelResponse | chat.CompletionStream>
  completion(options: CompletionOptions): Promise<chat.ModelResponse | chat.CompletionStream> {
    return chat.completion(this.#via(options))
  }

  /** The same method. */
  acompletion: Router["completion"] = ((options: CompletionOptions) => this.completion(options)) as Router["completion"]

  textCompletion(options: text.TextCompletionOptions & { stream: true }): Promise<text.TextCompletionStream>
  textCompletion(
    options: text.TextCompletionOptions & { stream?: false | null | undefined },
  ): Promise<text.TextCompletionResponse>
  textCompletion(
    options: text.TextCompletionOptions,
  ): Promise<text.TextCompletionResponse | text.TextCompletionStream> {
    return text.textCompletion(this.#via(options))
  }

  messages(options: anthropic.MessagesOptions & { stream: true }): Promise<DialectStream>
  messages(options: anthropic.MessagesOptions & { stream?: false | null | undefined }): Promise<DialectAnswer>
  messages(options: anthropic.MessagesOptions): Promise<DialectAnswer | DialectStream> {
    return anthropic.messages(this.#via(options))
  }

  responses(options: openai.ResponsesOptions & { stream: true }): Promise<DialectStream>
  responses(options: openai.ResponsesOptions & { stream?: false | null | undefined }): Promise<DialectAnswer>
  responses(options: openai.ResponsesOptions): Promise<DialectAnswer | DialectStream> {
    return openai.responses(this.#via(options))
  }

  embedding(options: vectors.EmbeddingOptions): Promise<vectors.EmbeddingResponse> {
    return vectors.embedding(this.#via(options))
  }

  imageGeneration(options: images.ImageOptions): Promise<images.ImageResponse> {
    return images.imageGeneration(this.#via(options))
  }

  transcription(options: audio.TranscriptionOptions): Promise<audio.TranscriptionResponse> {
    return audio.transcription(this.#via(options))
  }

  speech(options: audio.SpeechOptions): Promise<audio.SpeechResponse> {
    return audio.speech(this.#via(options))
  }

  rerank(options: ranks.RerankOptions): Promise<ranks.RerankResponse> {
    return ranks.rerank(this.#via(options))
  }

  moderation(options: judge.ModerationOptions & { model: string }): Promise<judge.ModerationResponse> {
    return judge.moderation(this.#via(options))
  }

  /** Every name that can be asked for; wildcards as they are written. */
  get model_names(): string[] {
    return [...this.#rules.routing.groups.names]
  }

  /** The deployments, all or of one group. */
  getModelList(group?: string): DeploymentInfo[] {
    const { groups } = this.#rules.routing
    const found = group === undefined ? groups.deployments : (groups.find(group) ?? [])
    return found.map(infoOf)
  }

  /**
   * The deployment the next call to this group would go to, by strategy, limits and rest. Throws NotFoundError for an unknown group,
   * RateLimitError when none can be asked now.
   */
  getAvailableDeployment(model: string): DeploymentInfo {
    try {
      const plan = planRoute(this.#rules.routing, model, {}, () => true)
      const [group] = plan.groups
      if (group === undefined) throw new BadRequestError(`The model group ${model} is empty.`)
      const choice = chooseAtOnce({ plan, group, ask: PLAIN_ASK, tried: [], random: Math.random })
      if (choice.deployment === null) throw choice.refusal
      choice.ticket?.failed()
      return infoOf(choice.deployment)
    } catch (e) {
      throw toException(e, { provider: "", model })
    }
  }

  /** Adds a deployment. What is known of the others stays. */
  addDeployment(model: RouterModel): void {
    this.setModelList([...this.#options.model_list, model])
  }

  /** Takes the deployment with this id out. False when there is none. */
  deleteDeployment(id: string): boolean {
    const at = this.#rules.routing.groups.deployments.findIndex((deployment) => deployment.id === id)
    if (at === -1) return false
    this.setModelList(this.#options.model_list.filter((_, index) => index !== at))
    return true
  }

  /** Replaces the deployments; calls that run finish on the old ones. Throws like the constructor, and then changes nothing. */
  setModelList(models: readonly RouterModel[]): void {
    const options = { ...this.#options, model_list: models }
    this.#rules = routerRules(options, this.#rules.state)
    this.#options = options
  }

  #via<O extends object>(options: O): O {
    const ask: AskOne = (each, makeBody) => askGroup(this.#rules.routing, each, makeBody)
    return { ...options, [VIA]: ask }
  }
}

function infoOf({ id, group, entry }: MadeRules["routing"]["groups"]["deployments"][number]): DeploymentInfo {
  return {
    model_name: group,
    litellm_params: redactedParams(entry.litellm_params),
    model_info: { ...entry.model_info, id },
  }
}
