"""The official `google-genai` Python client against a server.

Reads TOLLGATE_URL, OPENAI_API_KEY and TOLLGATE_MODEL (a model that can call tools). Prints one JSON line per check.
"""

import os
import sys

from google import genai
from google.genai import errors, types

from checks import expect, refused, run

URL = os.environ["TOLLGATE_URL"]
MODEL = os.environ["TOLLGATE_MODEL"]


def client_for(api_key: str) -> genai.Client:
    return genai.Client(api_key=api_key, http_options=types.HttpOptions(base_url=URL, timeout=30_000))


client = client_for(os.environ["OPENAI_API_KEY"])


def get_weather(city: str) -> str:
    """Current weather of a city."""
    return f"22 degrees in {city}"


def generate() -> None:
    config = types.GenerateContentConfig(system_instruction="Be brief.", max_output_tokens=100, temperature=0)
    answer = client.models.generate_content(model=MODEL, contents="Say hello.", config=config)
    expect(bool(answer.text) and answer.candidates[0].finish_reason == types.FinishReason.STOP, answer)
    expect(answer.usage_metadata.total_token_count > 0, answer.usage_metadata)


def generate_stream() -> None:
    chunks = list(client.models.generate_content_stream(model=MODEL, contents="Say hello."))
    expect(bool("".join(chunk.text or "" for chunk in chunks)), chunks)
    expect(chunks[-1].candidates[0].finish_reason == types.FinishReason.STOP, chunks[-1])


def automatic_function_calling() -> None:
    config = types.GenerateContentConfig(tools=[get_weather])
    answer = client.models.generate_content(model=MODEL, contents="What is the weather in Paris?", config=config)
    expect("22 degrees" in answer.text, answer)


def chat_and_count() -> None:
    chat = client.chats.create(model=MODEL)
    expect(bool(chat.send_message("One.").text) and bool(chat.send_message("Two.").text), "no text")
    expect(client.models.count_tokens(model=MODEL, contents="How many?").total_tokens > 0, "nothing counted")


def refusals() -> None:
    wrong = client_for("sk-wrong-0000000000000000")
    ask = lambda who, model: who.models.generate_content(model=model, contents="hi")  # noqa: E731
    refused(errors.ClientError, lambda: ask(wrong, MODEL), lambda e: e.code == 401 and bool(e.message))
    refused(errors.ClientError, lambda: ask(client, "nowhere"), lambda e: e.code == 404 and bool(e.message))


if __name__ == "__main__":
    sys.exit(run([generate, generate_stream, automatic_function_calling, chat_and_count, refusals]))
