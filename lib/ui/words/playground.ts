/** The page where models are tried by hand. */
export const playgroundWords = {
  title: "Playground",
  description:
    "Ask models as any client does, side by side if you like. Each request is billed to the key and in the log.",
  failed: "The models could not be loaded",
  kinds: "Kind of request",
  tabs: {
    chat: "Chat",
    images: "Images",
    speech: "Speech",
    transcription: "Transcription",
    embeddings: "Embeddings",
  },
  key: {
    make: "Make one for an hour",
    hint: "It pays for what you ask here, and is kept nowhere: a reload forgets it.",
  },
  /** On the button that ends an answer. */
  stop: "Stop",
  inTheLog: "In the log",
  tookTooLong: "The answer took longer than ten minutes.",
  brokeOff: "The stream broke off.",
  fileUnreadable: "The file could not be read.",
} as const

/** The conversation: what is said, what is answered, with what settings. */
export const chatWords = {
  compare: "Compare with another model",
  clear: "Clear",
  refused: {
    noModel: "There is no model to ask yet. Add one on the Models page.",
    noKey: "Paste a key above, or make one for an hour.",
    wrongSettings: "Something in the settings cannot be sent; it is marked there.",
  },
  code: {
    copy: "Copy as code",
    copied: (language: string) => `Copied as ${language}`,
    refused: "The browser refused to copy",
  },
  composer: {
    message: "Message",
    placeholder: "Say something …",
    imagesToAttach: "Images to attach",
    image: "Image",
    note: "Enter sends, Shift+Enter begins a line.",
    send: "Send",
    noImage: (file: string) => `${file} is no image.`,
    tooLarge: (file: string) => `${file} is larger than 8 MB.`,
    attached: "Attached images",
    number: (place: number) => `Number ${place}`,
    remove: (place: number) => `Remove image ${place}`,
  },
  panel: {
    remove: (model: string) => `Remove ${model}`,
    conversation: (model: string) => `Conversation with ${model}`,
    empty: "Nothing said yet.",
    you: "You:",
    attached: (place: number) => `Attached, number ${place}`,
  },
  answer: {
    reasoning: "Reasoning",
    callsTool: "Calls the tool",
    waiting: "Waiting for the first token",
    firstTokenAfter: (time: string) => `First token after ${time}`,
    stopped: "stopped",
    cutOff: "cut off at the token limit",
    firstToken: (time: string) => `first token ${time}`,
    copy: "Copy the answer",
    /** Told to the model, of the tool it called. */
    toolNotRun: "The tool was not run.",
  },
} as const

/** What a chat is asked with. */
export const chatSettingsWords = {
  title: "Settings",
  note: "empty ones are not sent",
  system: "System prompt",
  systemPlaceholder: "You are …",
  numbers: {
    temperature: { label: "Temperature", placeholder: "0 to 2" },
    topP: { label: "Top p", placeholder: "0 to 1" },
    maxTokens: { label: "Max tokens", placeholder: "of the answer" },
    seed: { label: "Seed", placeholder: "an integer" },
  },
  tools: "Tools",
  toolsHint: "Functions the model may call. Calls are shown, not run.",
  reset: "Reset",
  effort: "Reasoning effort",
  effortOfModel: "As the model has it",
  format: "Answer as",
  formats: { text: "Text", json: "JSON", schema: "JSON by a schema" },
  schema: "Schema",
  wrong: {
    number: (from: number, to: number) => `A number from ${from} to ${to}.`,
    wholeNumber: (from: number, to: number) => `A whole number from ${from} to ${to}.`,
    schema: 'A JSON schema, such as {"type": "object", "properties": {"city": {"type": "string"}}}.',
    tools: 'A JSON list of tools, such as [{"type": "function", "function": {"name": "…", "parameters": {…}}}].',
  },
} as const

/** The tabs that ask once: their fields, their button, and what comes of it. */
export const oneCallWords = {
  noModel: "There is no model to ask yet.",
  noKey: "Paste a key above, or make one.",
  states: { idle: "What comes of it stands here.", running: "Asking …", stopped: "Stopped." },
  images: {
    action: "Make images",
    prompt: "Prompt",
    size: "Size",
    sizeOfModel: "The model's own",
    count: "How many",
    made: "Images",
    alt: (prompt: string, place: number) => `${prompt}, number ${place}`,
    notShown: "Nothing that can be shown.",
  },
  speech: {
    action: "Read aloud",
    text: "Text",
    voice: "Voice",
    format: "Format",
    recording: "The text, read aloud",
  },
  transcription: {
    action: "Write down",
    recording: "Recording",
    language: "Language",
    languageHint: "Two letters, such as en; empty lets the model find out.",
    copy: "Copy the text",
  },
  embeddings: {
    action: "Embed",
    texts: "Texts",
    textsHint: (most: number) => `One a line, at most ${most}. They are compared with the first.`,
    dimensions: (count: string) => `${count} dimensions`,
    dimensionsAndTokens: (count: string, tokens: string) => `${count} dimensions, ${tokens} tokens`,
    table: "Embeddings",
    text: "Text",
    likeness: "Likeness",
    beginsWith: "Begins with",
  },
} as const
