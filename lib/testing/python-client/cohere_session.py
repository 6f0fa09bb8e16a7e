"""The official `cohere` Python client against a server: rerank, at both versions of Cohere's API.

Reads TOLLGATE_URL and OPENAI_API_KEY; the server knows the model `sorter`. Prints one JSON line per check.
"""

import asyncio
import os
import sys

import cohere

from checks import expect, refused, run

URL = os.environ["TOLLGATE_URL"]
API_KEY = os.environ["OPENAI_API_KEY"]
ASK = {"query": "What is the capital of France?", "documents": ["Paris", "Rome", "Oslo"]}


def rerank() -> None:
    for client in (cohere.ClientV2(api_key=API_KEY, base_url=URL), cohere.Client(api_key=API_KEY, base_url=URL)):
        answer = client.rerank(model="sorter", top_n=2, **ASK)
        expect([result.index for result in answer.results] == [0, 1], answer)
        expect(answer.results[0].relevance_score > answer.results[1].relevance_score, answer)
        expect(answer.meta.billed_units.search_units == 1, answer)


def async_rerank() -> None:
    async def ask():
        async with cohere.AsyncClientV2(api_key=API_KEY, base_url=URL) as client:
            return await client.rerank(model="sorter", **ASK)

    expect(len(asyncio.run(ask()).results) == 3, "not all documents")


def refusals() -> None:
    def ask(key: str = API_KEY, **more: object) -> object:
        options = {"max_retries": 0}
        client = cohere.ClientV2(api_key=key, base_url=URL)
        return client.rerank(**{"model": "sorter", **ASK, **more}, request_options=options)

    says = lambda e: bool(e.body)  # noqa: E731
    refused(cohere.UnauthorizedError, lambda: ask(key="sk-wrong-0000000000000000"), says)
    refused(cohere.NotFoundError, lambda: ask(model="nowhere"), says)
    refused(cohere.BadRequestError, lambda: ask(documents=[]), says)


if __name__ == "__main__":
    sys.exit(run([rerank, async_rerank, refusals]))
