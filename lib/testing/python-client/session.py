"""A working day of the official `openai` Python client against a server.

Reads OPENAI_BASE_URL (with the /v1), OPENAI_API_KEY, TOLLGATE_MODEL (a model that can call tools) and, optionally,
TOLLGATE_OVER_BUDGET_KEY. Prints one JSON line per check, {"name", "ok", "detail"?}; the exit status is the number of failures.
"""

import asyncio
import json
import os
import sys

import openai
from openai import AsyncOpenAI, OpenAI

from checks import expect, run

BASE_URL = os.environ["OPENAI_BASE_URL"]
API_KEY = os.environ["OPENAI_API_KEY"]
MODEL = os.environ["TOLLGATE_MODEL"]
OVER_BUDGET_KEY = os.environ.get("TOLLGATE_OVER_BUDGET_KEY")

HELLO = [{"role": "user", "content": "Say hello."}]
WEATHER = [{"role": "user", "content": "What is the weather in Paris? Use the tool."}]
TOOL = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "description": "Current weather of a city",
        "parameters": {
            "type": "object",
            "properties": {"city": {"type": "string"}},
            "required": ["city"],
        },
    },
}


def client_for(api_key: str) -> OpenAI:
    return OpenAI(base_url=BASE_URL, api_key=api_key, max_retries=0, timeout=30)


client = client_for(API_KEY)


def expect_usage(usage) -> None:
    expect(usage is not None and usage.prompt_tokens > 0 and usage.completion_tokens > 0, usage)
    expect(usage.total_tokens == usage.prompt_tokens + usage.completion_tokens, usage)


def models_list() -> None:
    ids = [model.id for model in client.models.list()]
    expect(MODEL in ids, ids)


def chat() -> None:
    answer = client.chat.completions.create(model=MODEL, messages=HELLO)
    expect(answer.object == "chat.completion" and bool(answer.id), answer)
    expect(bool(answer.choices[0].message.content), "no text")
    expect(answer.choices[0].finish_reason == "stop", answer.choices[0].finish_reason)
    expect_usage(answer.usage)


def chat_stream() -> None:
    chunks = list(client.chat.completions.create(model=MODEL, messages=HELLO, stream=True))
    expect(all(chunk.choices for chunk in chunks), "a chunk without choices, though usage was not asked for")
    expect(all(chunk.usage is None for chunk in chunks), "usage although it was not asked for")
    expect(bool("".join(chunk.choices[0].delta.content or "" for chunk in chunks)), "no text")
    expect(chunks[-1].choices[0].finish_reason == "stop", chunks[-1])


def chat_stream_with_usage() -> None:
    options = {"include_usage": True}
    chunks = list(client.chat.completions.create(model=MODEL, messages=HELLO, stream=True, stream_options=options))
    expect(chunks[-1].choices == [], chunks[-1])
    expect_usage(chunks[-1].usage)
    expect(bool("".join(chunk.choices[0].delta.content or "" for chunk in chunks[:-1])), "no text")


def tools_round_trip() -> None:
    first = client.chat.completions.create(model=MODEL, messages=WEATHER, tools=[TOOL])
    message = first.choices[0].message
    expect(first.choices[0].finish_reason == "tool_calls" and bool(message.tool_calls), first)
    call = message.tool_calls[0]
    expect(call.function.name == "get_weather", call)
    expect(isinstance(json.loads(call.function.arguments)["city"], str), call)
    result = {"role": "tool", "tool_call_id": call.id, "content": "22 degrees and sunny"}
    second = client.chat.completions.create(model=MODEL, messages=[*WEATHER, message, result], tools=[TOOL])
    expect(bool(second.choices[0].message.content), second)


def streamed_tool_call() -> None:
    with client.chat.completions.stream(model=MODEL, messages=WEATHER, tools=[TOOL]) as stream:
        final = stream.get_final_completion()
    call = final.choices[0].message.tool_calls[0]
    expect(isinstance(json.loads(call.function.arguments)["city"], str), call)


def raw_headers() -> None:
    raw = client.chat.completions.with_raw_response.create(model=MODEL, messages=HELLO)
    expect(raw.headers.get("content-type", "").startswith("application/json"), dict(raw.headers))
    expect(raw.parse().object == "chat.completion", raw)


def async_chats() -> None:
    async def many() -> list:
        async with AsyncOpenAI(base_url=BASE_URL, api_key=API_KEY, max_retries=0, timeout=30) as aio:
            return await asyncio.gather(*(aio.chat.completions.create(model=MODEL, messages=HELLO) for _ in range(8)))

    answers = asyncio.run(many())
    expect(len({answer.id for answer in answers}) == 8, [answer.id for answer in answers])


def refused(error: type, call, code: str | None = None) -> None:
    try:
        call()
    except error as seen:
        expect(seen.body is not None and bool(seen.message), "an error without a body")
        expect(code is None or seen.code == code, seen.code)
        return
    except openai.OpenAIError as seen:
        raise AssertionError(f"{error.__name__} expected, got {seen!r}") from seen
    raise AssertionError(f"{error.__name__} expected, got an answer")


def ask(api_key: str = API_KEY, model: str = MODEL):
    return client_for(api_key).chat.completions.create(model=model, messages=HELLO)


def wrong_key() -> None:
    refused(openai.AuthenticationError, lambda: ask(api_key="sk-wrong-0000000000000000"))


def unknown_model() -> None:
    refused(openai.NotFoundError, lambda: ask(model="no-such-model-anywhere"), "model_not_found")


def bad_request() -> None:
    post = lambda: client.post("/chat/completions", body={"model": MODEL}, cast_to=object)  # noqa: E731
    refused(openai.BadRequestError, post)


def over_budget() -> None:
    refused(openai.RateLimitError, lambda: ask(api_key=OVER_BUDGET_KEY or ""))


CHECKS = [
    models_list,
    chat,
    chat_stream,
    chat_stream_with_usage,
    tools_round_trip,
    streamed_tool_call,
    raw_headers,
    async_chats,
    wrong_key,
    unknown_model,
    bad_request,
]


if __name__ == "__main__":
    sys.exit(run([*CHECKS, over_budget] if OVER_BUDGET_KEY else CHECKS))
