"""What the sessions share: a check says what it expected, `run` prints one JSON line for each, {"name", "ok", "detail"?}."""

import json
from collections.abc import Callable, Sequence


def expect(kept: bool, detail: object) -> None:
    if not kept:
        raise AssertionError(str(detail))


def refused(error: type[Exception], call: Callable[[], object], kept: Callable[[Exception], bool] = lambda _: True) -> None:
    """The call must raise this very error, and the error must look as expected."""
    try:
        call()
    except error as seen:
        expect(kept(seen), repr(seen))
    except Exception as seen:
        raise AssertionError(f"{error.__name__} expected, got {seen!r}") from seen
    else:
        raise AssertionError(f"{error.__name__} expected, got an answer")


def run(checks: Sequence[Callable[[], None]]) -> int:
    """The number of failures: the exit status of a session."""
    failures = 0
    for check in checks:
        line: dict = {"name": check.__name__, "ok": True}
        try:
            check()
        except Exception as error:  # every failure is a line, whatever it was
            line |= {"ok": False, "detail": f"{type(error).__name__}: {error}"[:500]}
            failures += 1
        print(json.dumps(line), flush=True)
    return failures
