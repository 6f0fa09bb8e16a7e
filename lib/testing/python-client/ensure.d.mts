/** The path of a Python with the official clients; makes `.venv` once. Throws with what to install when it cannot. */
export function ensurePython(): Promise<string>
