/** What a row says beside address and key. */
export interface RowOptions {
  /** Other prefixes that mean the same. */
  readonly aliases?: readonly string[]
  /** Variables that may hold the base URL, beside `<ID>_API_BASE`; separated by spaces. */
  readonly base?: string
  /** Runs on the user's own machines: works without a key. */
  readonly local?: true
  /** OpenAI parameters it refuses; separated by spaces. */
  readonly refuses?: string
  /** Knows `max_tokens` only, or `max_completion_tokens` only. */
  readonly limit?: "max_tokens" | "max_completion_tokens"
  /** What it takes beside what every provider takes, separated by spaces: `cache_control`, `developer`, `tool_images`. */
  readonly knows?: string
  /** Names what OpenAI has no name for in its own way (`reasoning`): its answers are read and said again. */
  readonly accent?: true
  /** The key's header, where it is no bearer token. */
  readonly header?: string
}

/** Prefix; base URL (null: `api_base` is required); variables that may hold the key, separated by spaces. */
export type Row = readonly [id: string, baseUrl: string | null, keyEnv: string, options?: RowOptions]

const OLD = { limit: "max_tokens" } as const
/** Passes requests on to providers of many kinds, and says there what must be said differently. */
const GATEWAY = { knows: "cache_control developer tool_images" } as const
/** Alibaba's models take marks for their prompt cache (alibabacloud.com/help/en/model-studio/context-cache). */
const QWEN = { knows: "cache_control" } as const

/** Reached over the internet, with a key. */
// biome-ignore format: a row is a line
const HOSTED: readonly Row[] = [
  ["abliteration", "https://api.abliteration.ai/v1", "ABLITERATION_API_KEY"],
  ["ai21", "https://api.ai21.com/studio/v1", "AI21_API_KEY", { aliases: ["ai21_chat"] }],
  ["aiand", "https://api.aiand.com/v1", "AIAND_API_KEY"],
  ["aihubmix", "https://aihubmix.com/v1", "AIHUBMIX_API_KEY", GATEWAY],
  ["aiml", "https://api.aimlapi.com/v1", "AIML_API_KEY AIMLAPI_KEY", GATEWAY],
  ["amazon_nova", "https://api.nova.amazon.com/v1", "AMAZON_NOVA_API_KEY"],
  ["apertis", "https://api.stima.tech/v1", "STIMA_API_KEY APERTIS_API_KEY", OLD],
  ["arcee", "https://api.arcee.ai/api/v1", "ARCEEAI_API_KEY ARCEE_API_KEY"],
  ["arliai", "https://api.arliai.com/v1", "ARLIAI_API_KEY"],
  ["assemblyai", "https://llm-gateway.assemblyai.com/v1", "ASSEMBLYAI_API_KEY"],
  ["avian", "https://api.avian.io/v1", "AVIAN_API_KEY"],
  ["baichuan", "https://api.baichuan-ai.com/v1", "BAICHUAN_API_KEY"],
  ["baseten", "https://inference.baseten.co/v1", "BASETEN_API_KEY"],
  ["bigmodel", "https://open.bigmodel.cn/api/paas/v4", "BIGMODEL_API_KEY ZHIPUAI_API_KEY"],
  ["bytez", "https://api.bytez.com/models/v2/openai/v1", "BYTEZ_API_KEY"],
  ["cerebras", "https://api.cerebras.ai/v1", "CEREBRAS_API_KEY", { refuses: "frequency_penalty logit_bias presence_penalty", accent: true }],
  ["charity_engine", "https://api.charityengine.services/remotejobs/v2/inference", "CHARITY_ENGINE_API_KEY", OLD],
  ["chutes", "https://llm.chutes.ai/v1", "CHUTES_API_KEY", OLD],
  ["clarifai", "https://api.clarifai.com/v2/ext/openai/v1", "CLARIFAI_API_KEY CLARIFAI_PAT"],
  ["clf_ai_gateway", "https://api.clfaigateway.dev/v1", "CLF_AI_GATEWAY_API_KEY", GATEWAY],
  ["codestral", "https://codestral.mistral.ai/v1", "CODESTRAL_API_KEY"],
  ["cognition", "https://api.cognition.ai/v1", "COGNITION_API_KEY"],
  ["cometapi", "https://api.cometapi.com/v1", "COMETAPI_KEY COMETAPI_API_KEY", { ...GATEWAY, base: "COMETAPI_BASE_URL" }],
  ["compactifai", "https://api.compactif.ai/v1", "COMPACTIFAI_API_KEY"],
  ["coralbricks", "https://inference.coralbricks.ai/v1", "CORALBRICKS_API_KEY"],
  ["cortecs", "https://api.cortecs.ai/v1", "CORTECS_API_KEY"],
  ["crusoe", "https://api.inference.crusoecloud.com/v1", "CRUSOE_API_KEY", OLD],
  ["darkbloom", "https://api.darkbloom.dev/v1", "DARKBLOOM_API_KEY", OLD],
  ["dashscope", "https://dashscope-intl.aliyuncs.com/compatible-mode/v1", "DASHSCOPE_API_KEY", QWEN],
  ["datarobot", "https://app.datarobot.com/api/v2/genai/llmgw", "DATAROBOT_API_TOKEN DATAROBOT_API_KEY"],
  ["deepinfra", "https://api.deepinfra.com/v1/openai", "DEEPINFRA_API_KEY DEEPINFRA_TOKEN"],
  ["edenai", "https://api.edenai.run/v3", "EDENAI_API_KEY", GATEWAY],
  ["empiriolabs", "https://api.empiriolabs.ai/v1", "EMPIRIOLABS_API_KEY", OLD],
  ["empower", "https://app.empower.dev/api/v1", "EMPOWER_API_KEY"],
  ["featherless_ai", "https://api.featherless.ai/v1", "FEATHERLESS_AI_API_KEY FEATHERLESS_API_KEY"],
  ["friendliai", "https://api.friendli.ai/serverless/v1", "FRIENDLIAI_API_KEY FRIENDLI_TOKEN", { base: "FRIENDLI_API_BASE" }],
  ["galadriel", "https://api.galadriel.com/v1", "GALADRIEL_API_KEY"],
  ["glama", "https://glama.ai/api/gateway/openai/v1", "GLAMA_API_KEY", GATEWAY],
  ["gmi", "https://api.gmi-serving.com/v1", "GMI_API_KEY"],
  ["gradient_ai", "https://inference.do-ai.run/v1", "GRADIENT_AI_API_KEY DIGITALOCEAN_INFERENCE_KEY"],
  ["helicone", "https://ai-gateway.helicone.ai/v1", "HELICONE_API_KEY", GATEWAY],
  ["heroku", "https://us.inference.heroku.com/v1", "HEROKU_API_KEY INFERENCE_KEY", { base: "INFERENCE_URL" }],
  ["hostinger_router", "https://router.hostinger.com/v1", "HOSTINGER_ROUTER_API_KEY", GATEWAY],
  ["hunyuan", "https://api.hunyuan.cloud.tencent.com/v1", "HUNYUAN_API_KEY"],
  ["hyperbolic", "https://api.hyperbolic.xyz/v1", "HYPERBOLIC_API_KEY"],
  ["inception", "https://api.inceptionlabs.ai/v1", "INCEPTION_API_KEY"],
  ["inference_net", "https://api.inference.net/v1", "INFERENCE_API_KEY INFERENCE_NET_API_KEY"],
  ["inferenceapis", "https://api.inferenceapis.com/v1", "INFERENCEAPIS_API_KEY"],
  ["infermatic", "https://api.totalgpt.ai/v1", "INFERMATIC_API_KEY"],
  ["ionos", "https://openai.inference.de-txl.ionos.com/v1", "IONOS_API_KEY IONOS_API_TOKEN"],
  ["kyma", "https://kymaapi.com/v1", "KYMA_API_KEY"],
  ["lambda_ai", "https://api.lambda.ai/v1", "LAMBDA_API_KEY", { base: "LAMBDA_API_BASE" }],
  ["libertai", "https://api.libertai.io/v1", "LIBERTAI_API_KEY", OLD],
  ["llamagate", "https://api.llamagate.dev/v1", "LLAMAGATE_API_KEY", OLD],
  ["maritalk", "https://chat.maritaca.ai/api", "MARITALK_API_KEY"],
  ["meta", "https://api.meta.ai/v1", "META_API_KEY"],
  ["meta_llama", "https://api.llama.com/compat/v1", "LLAMA_API_KEY", { base: "LLAMA_API_BASE" }],
  ["minimax", "https://api.minimax.io/v1", "MINIMAX_API_KEY"],
  ["modelscope", "https://api-inference.modelscope.cn/v1", "MODELSCOPE_API_KEY"],
  ["moonshot", "https://api.moonshot.ai/v1", "MOONSHOT_API_KEY"],
  ["morph", "https://api.morphllm.com/v1", "MORPH_API_KEY"],
  ["nadir", "https://api.getnadir.com/v1", "NADIR_API_KEY"],
  ["nano-gpt", "https://nano-gpt.com/api/v1", "NANOGPT_API_KEY", { ...OLD, ...GATEWAY }],
  ["nebius", "https://api.studio.nebius.ai/v1", "NEBIUS_API_KEY"],
  ["neosantara", "https://api.neosantara.xyz/v1", "NEOSANTARA_API_KEY", OLD],
  ["novita", "https://api.novita.ai/v3/openai", "NOVITA_API_KEY"],
  ["nscale", "https://inference.api.nscale.com/v1", "NSCALE_API_KEY"],
  ["nvidia_nim", "https://integrate.api.nvidia.com/v1", "NVIDIA_NIM_API_KEY NVIDIA_API_KEY"],
  ["opencode_go", "https://opencode.ai/zen/go/v1", "OPENCODE_GO_API_KEY OPENCODE_API_KEY", GATEWAY],
  ["opencode_zen", "https://opencode.ai/zen/v1", "OPENCODE_ZEN_API_KEY OPENCODE_API_KEY", GATEWAY],
  ["openinfer", "https://api.openinfer.ai/v1", "OPENINFER_API_KEY"],
  ["ovhcloud", "https://oai.endpoints.kepler.ai.cloud.ovh.net/v1", "OVHCLOUD_API_KEY"],
  ["parasail", "https://api.parasail.io/v1", "PARASAIL_API_KEY"],
  ["pinstripes", "https://pinstripes.io/v1", "PINSTRIPES_API_KEY", OLD],
  ["poe", "https://api.poe.com/v1", "POE_API_KEY", { ...OLD, ...GATEWAY }],
  ["portkey", "https://api.portkey.ai/v1", "PORTKEY_API_KEY", { ...GATEWAY, header: "x-portkey-api-key" }],
  ["prism", "https://api.prisminference.com/v1", "PRISM_API_KEY"],
  ["publicai", "https://api.publicai.co/v1", "PUBLICAI_API_KEY", OLD],
  ["qianfan", "https://qianfan.baidubce.com/v2", "QIANFAN_API_KEY"],
  ["qwen_ai_platform", "https://dashscope.aliyuncs.com/compatible-mode/v1", "QWEN_AI_PLATFORM_API_KEY DASHSCOPE_API_KEY", QWEN],
  ["qwencloud", "https://dashscope-intl.aliyuncs.com/compatible-mode/v1", "QWENCLOUD_API_KEY DASHSCOPE_API_KEY", QWEN],
  ["refuseless", "https://api.refuseless.com/v1", "REFUSELESS_API_KEY"],
  ["reka", "https://api.reka.ai/v1", "REKA_API_KEY"],
  ["requesty", "https://router.requesty.ai/v1", "REQUESTY_API_KEY", GATEWAY],
  ["sail", "https://api.sailresearch.com/v1", "SAIL_API_KEY"],
  ["sambanova", "https://api.sambanova.ai/v1", "SAMBANOVA_API_KEY"],
  ["sarvam", "https://api.sarvam.ai/v1", "SARVAM_API_KEY", { header: "api-subscription-key", limit: "max_tokens" }],
  ["scaleway", "https://api.scaleway.ai/v1", "SCW_SECRET_KEY"],
  ["scx-ai", "https://api.scx.ai/v1", "SCX_API_KEY", OLD],
  ["siliconflow", "https://api.siliconflow.com/v1", "SILICONFLOW_API_KEY"],
  ["stepfun", "https://api.stepfun.com/v1", "STEPFUN_API_KEY"],
  ["streamlake", "https://vanchin.streamlake.ai/api/gateway/v1/endpoints", "STREAMLAKE_API_KEY", { limit: "max_completion_tokens" }],
  ["synthetic", "https://api.synthetic.new/openai/v1", "SYNTHETIC_API_KEY", OLD],
  ["tencent", "https://tokenhub-intl.tencentcloudmaas.com/v1", "TENCENT_API_KEY"],
  ["tensormesh", "https://serverless.tensormesh.ai/v1", "TENSORMESH_INFERENCE_API_KEY", { base: "TENSORMESH_SERVERLESS_BASE_URL", limit: "max_tokens" }],
  ["together_ai", "https://api.together.xyz/v1", "TOGETHERAI_API_KEY TOGETHER_API_KEY TOGETHER_AI_API_KEY TOGETHER_AI_TOKEN", { aliases: ["together"], accent: true }],
  ["upstage", "https://api.upstage.ai/v1", "UPSTAGE_API_KEY"],
  ["v0", "https://api.v0.dev/v1", "V0_API_KEY"],
  ["veniceai", "https://api.venice.ai/api/v1", "VENICE_AI_API_KEY VENICE_API_KEY"],
  ["vercel_ai_gateway", "https://ai-gateway.vercel.sh/v1", "VERCEL_AI_GATEWAY_API_KEY AI_GATEWAY_API_KEY VERCEL_OIDC_TOKEN", GATEWAY],
  ["volcengine", "https://ark.cn-beijing.volces.com/api/v3", "VOLCENGINE_API_KEY ARK_API_KEY", { base: "ARK_API_BASE" }],
  ["vultr", "https://api.vultrinference.com/v1", "VULTR_API_KEY VULTR_INFERENCE_API_KEY"],
  ["wandb", "https://api.inference.wandb.ai/v1", "WANDB_API_KEY"],
  ["xiaomi_mimo", "https://api.xiaomimimo.com/v1", "XIAOMI_MIMO_API_KEY", OLD],
  ["zai", "https://api.z.ai/api/paas/v4", "ZAI_API_KEY"],
  ["zerogpu", "https://api.zerogpu.ai/v1", "ZEROGPU_API_KEY"],
]

/** Run by the user; `http` is allowed, and a key only if one was set up. */
// biome-ignore format: a row is a line
const SELF_HOSTED: readonly Row[] = [
  ["docker_model_runner", "http://localhost:12434/engines/v1", "DOCKER_MODEL_RUNNER_API_KEY", { local: true }],
  ["gpustack", null, "GPUSTACK_API_KEY", { local: true }],
  ["hosted_vllm", null, "HOSTED_VLLM_API_KEY", { local: true }],
  ["infinity", null, "INFINITY_API_KEY", { local: true }],
  ["koboldcpp", "http://localhost:5001/v1", "KOBOLDCPP_API_KEY", { local: true }],
  ["lemonade", "http://localhost:8000/api/v1", "LEMONADE_API_KEY", { local: true }],
  ["litellm_proxy", null, "LITELLM_PROXY_API_KEY", { ...GATEWAY, local: true }],
  ["llama_cpp", "http://localhost:8080/v1", "LLAMA_CPP_API_KEY", { local: true }],
  ["llamafile", "http://127.0.0.1:8080/v1", "LLAMAFILE_API_KEY", { local: true }],
  ["lm_studio", "http://127.0.0.1:1234/v1", "LM_STUDIO_API_KEY", { local: true }],
  ["localai", "http://localhost:8080/v1", "LOCALAI_API_KEY", { local: true }],
  ["oobabooga", "http://localhost:5000/v1", "OOBABOOGA_API_KEY", { local: true }],
  ["openai_like", null, "OPENAI_LIKE_API_KEY", { local: true }],
  ["sglang", "http://localhost:30000/v1", "SGLANG_API_KEY", { local: true }],
  ["vllm", null, "VLLM_API_KEY", { local: true }],
  ["xinference", "http://127.0.0.1:9997/v1", "XINFERENCE_API_KEY", { local: true }],
]

/** Every plain OpenAI-compatible provider. Prefixes and variables as in LiteLLM 1.109 where it has them; addresses from there too. */
export const ROWS: readonly Row[] = [...HOSTED, ...SELF_HOSTED]
