/**
 * The path of a Python with the official clients, or of one with litellm; makes `.venv` once. Throws with what to install when it
 * cannot.
 */
export function ensurePython(name?: "clients" | "litellm"): Promise<string>
