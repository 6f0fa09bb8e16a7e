/** The page of all models. */
export const modelsWords = {
  description: "The names clients ask for and the deployments that answer. Several under one name share its load.",
  /** What is listed, as a sentence goes on with it. */
  what: "models",
  filter: "Filter models",
  count: (all: number) => `${all} ${all === 1 ? "deployment" : "deployments"}`,
  countOf: (shown: number, all: number) => `${shown} of ${all} ${all === 1 ? "deployment" : "deployments"}`,
  noMatch: {
    title: "No model matches",
    description: "The filter looks at names, providers, modes and addresses.",
    action: "Clear the filter",
  },
  none: {
    title: "No models yet",
    description: "Add one here, or write it into config.yaml and start the gateway with it.",
    descriptionForOthers: "None that you may use. Ask the admin of this gateway to add one.",
    action: "Add your first model",
  },
} as const

/** The table of the deployments. */
export const modelsTableWords = {
  label: "Deployments",
  mode: "Mode",
  inputPerMillion: "Input / M",
  outputPerMillion: "Output / M",
  context: "Context",
  testAndActions: "Test and actions",
  copy: (name: string) => `Copy ${name}`,
  blockedTitle: "Kept, and not asked",
  configFile: "Config file",
  configFileTitle: "It is changed in config.yaml, not here",
  changeInFile: "Change in config.yaml",
  prices: (input: string, output: string) => `${input} in, ${output} out / M`,
  free: "free",
  unpriced: "Unpriced",
  unpricedTitle: "Requests are logged at $0. Set input_cost_per_token and output_cost_per_token in model_info.",
} as const

/** The dialogs that add, change and delete a deployment. */
export const modelDialogWords = {
  add: {
    title: "Add model",
    description: "It serves at once, without a restart. Keys are stored encrypted and never shown again.",
    done: (name: string) => `${name} is added, and serves from now on`,
    inFile: "In config.yaml",
  },
  edit: {
    title: (name: string) => `Edit ${name}`,
    description: "Requests that run are finished as they began; the next ones go by what stands here.",
  },
  delete: {
    title: (name: string) => `Delete ${name}?`,
    action: "Delete deployment",
    done: (name: string) => `${name} is deleted`,
    /** It is the only one that answers to its name. */
    textOfLast:
      "It is the only deployment of this name: requests for it fail from now on. Its key is forgotten. What it cost stays in the log. To stop it for a while, block it instead.",
    text: "The other deployments of this name take over its requests. Its key is forgotten. What it cost stays in the log. To stop it for a while, block it instead.",
  },
} as const

/** How models stand in the config file. */
export const configHelpWords = {
  title: "Models in config.yaml",
  description: "Provider keys stay in the environment, and the file can be reviewed like code.",
  titleOf: (name: string) => `${name} is in config.yaml`,
  descriptionOfOne:
    "The file is read again at every start and reload and would undo a change made here. Change the entry there; or add a deployment with the same name here: the two share its load.",
  reload:
    "Then load it without dropping a request. If something is wrong with it, the old one keeps running and the answer says what and where.",
  reloadCommand: "reload command",
} as const

/** The fields of a deployment, and what is wrong with them. */
export const modelFormWords = {
  providersNotLoaded: "The providers could not be loaded",
  provider: {
    hint: (providers: number) => `Any of ${providers}. A server that speaks OpenAI's API: OpenAI, with its address.`,
    placeholder: "Search: OpenAI, Azure, Bedrock, vLLM, …",
    missing: "Choose a provider.",
  },
  model: {
    placeholder: "The provider's own name",
    hint: "As the provider calls it.",
    unknown: "Not in the price table: give its price below, or its requests count as $0.",
    prices: (input: string, output: string) => `${input} in, ${output} out per million`,
    context: (tokens: string) => `${tokens} context`,
    missing: "Enter the provider's name of the model.",
  },
  name: {
    label: "Name for clients",
    hint: "What they ask for. Several deployments under one name share its load.",
    placeholder: "The same",
  },
  secretKept: "One is stored. Empty keeps it.",
  price: {
    title: "Price",
    note: "what tokens cost here",
    input: "Input, $ per million tokens",
    output: "Output, $ per million tokens",
    placeholder: "As listed",
    hint: "Empty: the price table's. Both 0: the model is free.",
    wrong: "Enter dollars such as 0.25, or leave it empty.",
    half: "Give both prices, or none.",
  },
  routing: {
    title: "Limits and routing",
    note: "rates, weight, order, timeout",
    rpmHint: "More go to the others of its name.",
    weight: "Weight",
    weightHint: "Its share of the load among those of its name.",
    order: "Order",
    orderPlaceholder: "None",
    orderHint: "Lower is asked first, the others when it fails.",
    timeout: "Timeout (seconds)",
    timeoutPlaceholder: "The gateway's",
  },
  numberWrong: "Enter a number, or leave it empty.",
} as const

/** Trying a deployment with a real request. */
export const modelTestWords = {
  action: "Test",
  actionOf: (name: string) => `Test ${name}`,
  actionTitle: "Sends one short real request",
  resultOf: (name: string) => `Test of ${name}`,
  works: "Works",
  failed: "Failed",
  draft: {
    action: "Test connection",
    hint: "Sends one short real request. Nothing is saved.",
    hintOfIncomplete: "Once provider and model are chosen.",
    /** What is tried, as "Test of …" goes on with it. */
    name: "the connection",
  },
} as const
