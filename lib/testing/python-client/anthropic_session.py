"""The official `anthropic` Python client against a server.

Reads TOLLGATE_URL, OPENAI_API_KEY, TOLLGATE_MODEL (a model that can call tools) and TOLLGATE_OVER_BUDGET_KEY; the server knows the
model `breaks`, whose stream ends with an error. Prints one JSON line per check.
"""

import asyncio
import os
import sys

import anthropic
from anthropic import Anthropic, AsyncAnthropic

from checks import expect, refused, run

URL = os.environ["TOLLGATE_URL"]
API_KEY = os.environ["OPENAI_API_KEY"]
MODEL = os.environ["TOLLGATE_MODEL"]
HELLO = [{"role": "user", "content": "Say hello."}]
WEATHER = [{"role": "user", "content": "What is the weather in Paris? Use the tool."}]
TOOL = {
    "name": "get_weather",
    "description": "Current weather of a city",
    "input_schema": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
}


def client_for(api_key: str) -> Anthropic:
    return Anthropic(base_url=URL, api_key=api_key, max_retries=0, timeout=30)


client = client_for(API_KEY)


def message() -> None:
    answer = client.messages.create(model=MODEL, max_tokens=100, system="Be brief.", messages=HELLO)
    expect(answer.type == "message" and answer.role == "assistant" and bool(answer.id), answer)
    expect(answer.content[0].type == "text" and bool(answer.content[0].text), answer)
    expect(answer.stop_reason == "end_turn", answer.stop_reason)
    expect(answer.usage.input_tokens > 0 and answer.usage.output_tokens > 0, answer.usage)


def message_stream() -> None:
    with client.messages.stream(model=MODEL, max_tokens=100, messages=HELLO) as stream:
        text = "".join(stream.text_stream)
        final = stream.get_final_message()
    expect(bool(text) and final.content[0].text == text, final)
    expect(final.stop_reason == "end_turn" and final.usage.output_tokens > 0, final)


def raw_events() -> None:
    events = list(client.messages.create(model=MODEL, max_tokens=100, messages=HELLO, stream=True))
    types = [event.type for event in events if event.type != "ping"]
    expect(types[:2] == ["message_start", "content_block_start"], types)
    expect(types[-3:] == ["content_block_stop", "message_delta", "message_stop"], types)


def tools_round_trip() -> None:
    first = client.messages.create(model=MODEL, max_tokens=100, messages=WEATHER, tools=[TOOL])
    expect(first.stop_reason == "tool_use", first)
    call = next(block for block in first.content if block.type == "tool_use")
    expect(call.name == "get_weather" and isinstance(call.input["city"], str), call)
    result = {"type": "tool_result", "tool_use_id": call.id, "content": "22 degrees and sunny"}
    turns = [*WEATHER, {"role": "assistant", "content": first.content}, {"role": "user", "content": [result]}]
    second = client.messages.create(model=MODEL, max_tokens=100, messages=turns, tools=[TOOL])
    expect("22 degrees" in second.content[0].text, second)


def streamed_tool_call() -> None:
    choice = {"type": "tool", "name": "get_weather"}
    with client.messages.stream(
        model=MODEL, max_tokens=100, messages=HELLO, tools=[TOOL], tool_choice=choice
    ) as stream:
        final = stream.get_final_message()
    call = next(block for block in final.content if block.type == "tool_use")
    expect(isinstance(call.input["city"], str), call)


def count_tokens() -> None:
    expect(client.messages.count_tokens(model=MODEL, messages=HELLO).input_tokens > 0, "nothing counted")


def async_messages() -> None:
    async def many() -> list:
        async with AsyncAnthropic(base_url=URL, api_key=API_KEY, max_retries=0, timeout=30) as aio:
            asked = (aio.messages.create(model=MODEL, max_tokens=100, messages=HELLO) for _ in range(8))
            return await asyncio.gather(*asked)

    answers = asyncio.run(many())
    expect(len({answer.id for answer in answers}) == 8, [answer.id for answer in answers])


def ask(api_key: str = API_KEY, **more: object) -> object:
    return client_for(api_key).messages.create(**{"model": MODEL, "max_tokens": 100, "messages": HELLO, **more})


def has_type(name: str):
    return lambda e: e.body["type"] == "error" and e.body["error"]["type"] == name and bool(e.body["error"]["message"])


def refusals() -> None:
    wrong = lambda: ask(api_key="sk-wrong-0000000000000000")  # noqa: E731
    refused(anthropic.AuthenticationError, wrong, has_type("authentication_error"))
    refused(anthropic.NotFoundError, lambda: ask(model="no-such-model"), has_type("not_found_error"))
    refused(anthropic.BadRequestError, lambda: ask(messages=[]), has_type("invalid_request_error"))
    poor = lambda: ask(api_key=os.environ["TOLLGATE_OVER_BUDGET_KEY"])  # noqa: E731
    refused(anthropic.RateLimitError, poor, has_type("rate_limit_error"))


def broken_stream() -> None:
    def read() -> None:
        with client.messages.stream(model="breaks", max_tokens=100, messages=HELLO) as stream:
            for _ in stream.text_stream:
                pass

    refused(anthropic.APIStatusError, read)


if __name__ == "__main__":
    sys.exit(
        run(
            [
                message,
                message_stream,
                raw_events,
                tools_round_trip,
                streamed_tool_call,
                count_tokens,
                async_messages,
                refusals,
                broken_stream,
            ]
        )
    )
