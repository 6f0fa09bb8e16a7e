"""The OpenAI Agents SDK and LangChain against a server: chat, tools and streams of an agent.

Reads OPENAI_BASE_URL (with the /v1), OPENAI_API_KEY and TOLLGATE_MODEL (a model that can call tools). Prints one JSON line per check.
"""

import asyncio
import os
import sys

import openai
from agents import Agent, OpenAIChatCompletionsModel, OpenAIResponsesModel, Runner, function_tool
from agents import set_tracing_disabled
from langchain_core.messages import HumanMessage, ToolMessage
from langchain_core.tools import tool
from langchain_openai import ChatOpenAI, OpenAIEmbeddings

from checks import expect, refused, run

MODEL = os.environ["TOLLGATE_MODEL"]
QUESTION = "What is the weather in Paris? Use the tool."
set_tracing_disabled(True)


@function_tool
def get_weather(city: str) -> str:
    """Current weather of a city."""
    return f"22 degrees in {city}"


def agent(kind: type, model: str = MODEL) -> Agent:
    client = openai.AsyncOpenAI(max_retries=0, timeout=30)
    return Agent(name="guide", instructions="Be brief.", tools=[get_weather], model=kind(model, openai_client=client))


def agents_on_chat_and_responses() -> None:
    async def work() -> None:
        for kind in (OpenAIChatCompletionsModel, OpenAIResponsesModel):
            result = await Runner.run(agent(kind), QUESTION, max_turns=3)
            expect("22 degrees" in result.final_output, result)

    asyncio.run(work())


def streamed_agents() -> None:
    async def work() -> None:
        for kind in (OpenAIChatCompletionsModel, OpenAIResponsesModel):
            running = Runner.run_streamed(agent(kind), QUESTION, max_turns=3)
            deltas = 0
            async for event in running.stream_events():
                deltas += event.type == "raw_response_event" and event.data.type == "response.output_text.delta"
            expect(deltas > 0 and "22 degrees" in running.final_output, running.final_output)

    asyncio.run(work())


def agent_refused() -> None:
    async def work() -> None:
        await Runner.run(agent(OpenAIChatCompletionsModel, "nowhere"), QUESTION)

    refused(openai.NotFoundError, lambda: asyncio.run(work()))


@tool
def weather(city: str) -> str:
    """Current weather of a city."""
    return f"22 degrees in {city}"


def chain(model: str = MODEL, **more: object) -> ChatOpenAI:
    return ChatOpenAI(model=model, max_retries=0, timeout=30, **more)


def langchain_chat() -> None:
    answer = chain().invoke("Say hello.")
    expect(bool(answer.content) and answer.usage_metadata["total_tokens"] > 0, answer)
    answer = chain(use_responses_api=True).invoke("Say hello.")
    expect(bool(answer.text) and answer.usage_metadata["total_tokens"] > 0, answer)


def langchain_stream() -> None:
    chunks = list(chain(stream_usage=True).stream("Say hello."))
    whole = sum(chunks[1:], chunks[0])
    expect(len(chunks) > 2 and bool(whole.content) and whole.usage_metadata["output_tokens"] > 0, whole)


def langchain_tools() -> None:
    model = chain().bind_tools([weather])
    asked = [HumanMessage(QUESTION)]
    first = model.invoke(asked)
    call = first.tool_calls[0]
    expect(call["name"] == "weather" and isinstance(call["args"]["city"], str), first)
    second = model.invoke([*asked, first, ToolMessage(weather.invoke(call["args"]), tool_call_id=call["id"])])
    expect("22 degrees" in second.content, second)
    parts = list(model.stream(asked))
    expect(sum(parts[1:], parts[0]).tool_calls[0]["args"]["city"] == call["args"]["city"], parts)


def langchain_structured() -> None:
    schema = {"title": "place", "type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
    found = chain().with_structured_output(schema, method="function_calling").invoke("Which city?")
    expect(isinstance(found["city"], str), found)


def langchain_embeddings() -> None:
    # Its own check of lengths would download a vocabulary.
    embeddings = OpenAIEmbeddings(model="embed", check_embedding_ctx_length=False)
    expect(embeddings.embed_documents(["one", "two"]) == [[0.25, -0.5, 1.0]] * 2, "not the two vectors")


def langchain_refused() -> None:
    refused(openai.NotFoundError, lambda: chain("nowhere").invoke("hi"))


if __name__ == "__main__":
    sys.exit(
        run(
            [
                agents_on_chat_and_responses,
                streamed_agents,
                agent_refused,
                langchain_chat,
                langchain_stream,
                langchain_tools,
                langchain_structured,
                langchain_embeddings,
                langchain_refused,
            ]
        )
    )
