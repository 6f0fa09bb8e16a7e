"""The `litellm` package as a client, `litellm_proxy/…`, against a server.

Reads TOLLGATE_URL, OPENAI_API_KEY and TOLLGATE_MODEL (a model that can call tools); the server knows the models embed and sorter.
Prints one JSON line per check.
"""

import asyncio
import json
import os
import sys

os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
os.environ["LITELLM_PROXY_API_BASE"] = os.environ["TOLLGATE_URL"]
os.environ["LITELLM_PROXY_API_KEY"] = os.environ["OPENAI_API_KEY"]

import litellm  # noqa: E402

from checks import expect, refused, run  # noqa: E402

litellm.telemetry = False
litellm.suppress_debug_info = True
MODEL = f"litellm_proxy/{os.environ['TOLLGATE_MODEL']}"
HELLO = [{"role": "user", "content": "Say hello."}]
WEATHER = [{"role": "user", "content": "What is the weather in Paris? Use the tool."}]
SCHEMA = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
TOOL = {"type": "function", "function": {"name": "get_weather", "description": "Weather", "parameters": SCHEMA}}


def ask(messages: list, **more: object):
    return litellm.completion(**{"model": MODEL, "messages": messages, "num_retries": 0, "timeout": 30, **more})


def chat() -> None:
    answer = ask(HELLO, metadata={"tags": ["a"]}, extra_body={"metadata": {"tags": ["b"]}})
    expect(bool(answer.choices[0].message.content) and answer.usage.total_tokens > 0, answer)
    headers = answer._hidden_params["additional_headers"]
    expect(float(headers["llm_provider-x-litellm-response-cost"]) > 0, headers)


def chat_stream() -> None:
    chunks = list(ask(HELLO, stream=True, stream_options={"include_usage": True}))
    whole = litellm.stream_chunk_builder(chunks, messages=HELLO)
    expect(bool(whole.choices[0].message.content) and whole.usage.completion_tokens > 0, whole)


def tools_round_trip() -> None:
    first = ask(WEATHER, tools=[TOOL]).choices[0]
    call = first.message.tool_calls[0]
    expect(first.finish_reason == "tool_calls" and json.loads(call.function.arguments)["city"] != "", first)
    result = {"role": "tool", "tool_call_id": call.id, "content": "22 degrees and sunny"}
    second = ask([*WEATHER, first.message, result], tools=[TOOL])
    expect("22 degrees" in second.choices[0].message.content, second)
    streamed = litellm.stream_chunk_builder(list(ask(WEATHER, tools=[TOOL], stream=True)))
    expect(json.loads(streamed.choices[0].message.tool_calls[0].function.arguments)["city"] != "", streamed)


def async_chats() -> None:
    async def many() -> list:
        return await asyncio.gather(*(litellm.acompletion(model=MODEL, messages=HELLO) for _ in range(4)))

    expect(len({answer.id for answer in asyncio.run(many())}) == 4, "not four answers")


def other_calls() -> None:
    vectors = litellm.embedding(model="litellm_proxy/embed", input=["one", "two"], encoding_format="float")
    expect(len(vectors.data) == 2, vectors)
    ranked = litellm.rerank(model="litellm_proxy/sorter", query="a", documents=["b", "c"])
    expect(len(ranked.results) == 2, ranked)
    said = litellm.responses(model=MODEL, input="Say hello.")
    expect(said.output[0].content[0].text != "", said)


def refusals() -> None:
    wrong = lambda: ask(HELLO, api_key="sk-wrong-0000000000000000")  # noqa: E731
    refused(litellm.AuthenticationError, wrong)
    refused(litellm.NotFoundError, lambda: ask(HELLO, model="litellm_proxy/nowhere"))
    refused(litellm.BadRequestError, lambda: ask([]))
    refused(litellm.ContextWindowExceededError, lambda: ask(HELLO, model="litellm_proxy/narrow"))
    poor = lambda: ask(HELLO, api_key=os.environ["TOLLGATE_OVER_BUDGET_KEY"])  # noqa: E731
    refused(litellm.RateLimitError, poor)


if __name__ == "__main__":
    sys.exit(run([chat, chat_stream, tools_round_trip, async_chats, other_calls, refusals]))
