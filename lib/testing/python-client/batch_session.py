"""The official `openai` Python client on files and batches.

Reads OPENAI_BASE_URL (with the /v1), OPENAI_API_KEY and TOLLGATE_MODEL. Prints one JSON line per check, {"name", "ok", "detail"?};
the exit status is the number of failures.
"""

import io
import json
import os
import sys
import time

import openai
from openai import OpenAI

from checks import expect, run

client = OpenAI(
    base_url=os.environ["OPENAI_BASE_URL"], api_key=os.environ["OPENAI_API_KEY"], max_retries=0, timeout=30
)
MODEL = os.environ["TOLLGATE_MODEL"]


def upload(lines: list) -> openai.types.FileObject:
    file = io.BytesIO("\n".join(json.dumps(line) for line in lines).encode())
    file.name = "in.jsonl"
    return client.files.create(file=file, purpose="batch")


def row(custom_id: str) -> dict:
    body = {"model": MODEL, "messages": [{"role": "user", "content": custom_id}]}
    return {"custom_id": custom_id, "method": "POST", "url": "/v1/chat/completions", "body": body}


def files() -> None:
    file = upload([row("a")])
    expect(file.object == "file" and file.bytes > 0 and file.purpose == "batch", file)
    expect(client.files.retrieve(file.id).filename == "in.jsonl", file)
    expect(file.id in [each.id for each in client.files.list(purpose="batch")], "not listed")
    expect(json.loads(client.files.content(file.id).text)["custom_id"] == "a", "not the bytes that were sent")
    expect(client.files.delete(file.id).deleted, "not deleted")


def batch() -> None:
    made = client.batches.create(
        input_file_id=upload([row("a"), row("b")]).id, endpoint="/v1/chat/completions", completion_window="24h"
    )
    until = time.monotonic() + 20
    while made.status != "completed" and time.monotonic() < until:
        time.sleep(0.1)
        made = client.batches.retrieve(made.id)
    expect(made.status == "completed" and made.request_counts.completed == 2, made)
    answers = [json.loads(line) for line in client.files.content(made.output_file_id).text.splitlines()]
    expect(sorted(answer["custom_id"] for answer in answers) == ["a", "b"], answers)
    expect(all(answer["response"]["status_code"] == 200 for answer in answers), answers)
    expect(made.id in [each.id for each in client.batches.list(limit=1)], "not listed")


def cancel() -> None:
    made = client.batches.create(
        input_file_id=upload([row(str(n)) for n in range(50)]).id,
        endpoint="/v1/chat/completions",
        completion_window="24h",
    )
    expect(client.batches.cancel(made.id).status in ("cancelling", "cancelled"), made)


def errors() -> None:
    try:
        client.files.retrieve("file-nobody")
    except openai.NotFoundError as seen:
        expect(seen.code == "not_found", seen)
    else:
        raise AssertionError("a file that is not there was found")
    try:
        client.batches.create(
            input_file_id=upload([row("a")]).id, endpoint="/v1/fun", completion_window="24h"  # type: ignore
        )
    except openai.BadRequestError as seen:
        expect(seen.param == "endpoint", seen)
    else:
        raise AssertionError("an endpoint nobody serves was taken")


if __name__ == "__main__":
    sys.exit(run([files, batch, cancel, errors]))
