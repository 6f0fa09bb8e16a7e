"""The official `openai` Python client on everything but chat.

Reads OPENAI_BASE_URL (with the /v1) and OPENAI_API_KEY; the server knows the models embed, draw, hear, speak, judge and complete.
Prints one JSON line per check, {"name", "ok", "detail"?}; the exit status is the number of failures.
"""

import io
import os
import sys

import openai
from openai import OpenAI

from checks import expect, run

client = OpenAI(
    base_url=os.environ["OPENAI_BASE_URL"], api_key=os.environ["OPENAI_API_KEY"], max_retries=0, timeout=30
)


def sound() -> io.BytesIO:
    file = io.BytesIO(b"\x01" * 4000)
    file.name = "hello.mp3"
    return file


def picture() -> io.BytesIO:
    file = io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"\x01" * 100)
    file.name = "gate.png"
    return file


def embeddings() -> None:
    # The client asks for base64 by itself and gives floats.
    answer = client.embeddings.create(model="embed", input=["one", "two"])
    expect([item.embedding for item in answer.data] == [[0.25, -0.5, 1.0]] * 2, answer)
    expect(answer.usage.prompt_tokens > 0, answer.usage)


def completions() -> None:
    answer = client.completions.create(model="complete", prompt="Hello")
    expect(answer.object == "text_completion" and bool(answer.choices[0].text), answer)
    chunks = list(client.completions.create(model="complete", prompt="Hello", stream=True))
    expect("".join(chunk.choices[0].text for chunk in chunks) == " and all is well.", chunks)


def images() -> None:
    answer = client.images.generate(model="draw", prompt="a gate", n=2, size="1024x1024")
    expect(len(answer.data) == 2 and bool(answer.data[0].b64_json), answer)
    edited = client.images.edit(model="draw", prompt="wider", image=[picture(), picture()], mask=picture())
    expect(len(edited.data) == 1, edited)
    expect(len(client.images.create_variation(model="draw", image=picture()).data) == 1, "no variation")


def transcription() -> None:
    expect(client.audio.transcriptions.create(model="hear", file=sound()).text == "All is well.", "no text")
    subtitles = client.audio.transcriptions.create(model="hear", file=sound(), response_format="srt")
    expect("-->" in subtitles, subtitles)
    verbose = client.audio.transcriptions.create(
        model="hear", file=sound(), response_format="verbose_json", timestamp_granularities=["word"]
    )
    expect(float(verbose.duration) == 7, verbose)
    expect(client.audio.translations.create(model="hear", file=sound()).text == "All is well.", "no translation")


def speech() -> None:
    with client.audio.speech.with_streaming_response.create(model="speak", voice="alloy", input="Hello") as answer:
        expect(sum(len(part) for part in answer.iter_bytes()) == 64_000, answer.headers)


def moderation() -> None:
    answer = client.moderations.create(model="judge", input=["kill", "kiss"])
    expect([result.flagged for result in answer.results] == [True, False], answer)


def errors() -> None:
    try:
        client.embeddings.create(model="embed", input="")
    except openai.BadRequestError as seen:
        expect(seen.param == "input", seen)
    else:
        raise AssertionError("an empty input was taken")
    try:
        client.images.generate(model="nobody", prompt="a gate")
    except openai.NotFoundError as seen:
        expect(seen.code == "model_not_found", seen)
    else:
        raise AssertionError("an unknown model was taken")


if __name__ == "__main__":
    sys.exit(run([embeddings, completions, images, transcription, speech, moderation, errors]))
