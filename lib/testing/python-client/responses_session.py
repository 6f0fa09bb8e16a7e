"""The official `openai` Python client on a session of responses that goes on by `previous_response_id`.

Reads OPENAI_BASE_URL (with the /v1), OPENAI_API_KEY and TOLLGATE_MODEL. Prints one JSON line per check, {"name", "ok", "detail"?};
the exit status is the number of failures.
"""

import os
import sys

import openai
from openai import OpenAI

from checks import expect, run

client = OpenAI(
    base_url=os.environ["OPENAI_BASE_URL"], api_key=os.environ["OPENAI_API_KEY"], max_retries=0, timeout=30
)
MODEL = os.environ["TOLLGATE_MODEL"]


def two_turns() -> None:
    first = client.responses.create(model=MODEL, input="My name is Ada.")
    second = client.responses.create(model=MODEL, input="Who am I?", previous_response_id=first.id)
    expect(second.previous_response_id == first.id and second.output_text != "", second)
    items = list(client.responses.input_items.list(second.id, order="asc", limit=2))
    expect([item.role for item in items] == ["user", "assistant", "user"], items)


def streamed_turn() -> None:
    first = client.responses.create(model=MODEL, input="My name is Ada.")
    with client.responses.stream(model=MODEL, input="Who am I?", previous_response_id=first.id) as stream:
        final = stream.get_final_response()
    expect(client.responses.retrieve(final.id).output_text == final.output_text, final)
    client.responses.delete(final.id)
    try:
        client.responses.retrieve(final.id)
    except openai.NotFoundError:
        return
    raise AssertionError("a deleted response was found")


def refusals() -> None:
    try:
        client.responses.create(model=MODEL, input="And now?", previous_response_id="resp_none")
    except openai.NotFoundError as e:
        expect(e.param == "previous_response_id", e)
        return
    raise AssertionError("an unknown turn was continued")


if __name__ == "__main__":
    sys.exit(run([two_turns, streamed_turn, refusals]))
