"""The load: a process with many clients, each of which sends its next request when it has the answer.

`python -m benchmarks.serving.clients` reads a `Plan` as JSON and writes a list of `Outcome` as JSON. It
speaks just enough HTTP/1.1 for our services. It runs on the same cores as they do, and its share is not
subtracted.
"""

import asyncio
import sys
import time
from base64 import b64decode

import uvloop
from pydantic import BaseModel, TypeAdapter

LOST = 0
"""The status where the connection ended before an answer."""

LEFT = -1
"""The status where the client left before an answer."""


class Plan(BaseModel):
    """What to send, how often, for how long."""

    port: int
    path: str
    body: str
    """Base64."""
    clients: int
    seconds: float
    leavers: int = 0
    """Further clients, who close their connection after `leave_after_s` and come again after `away_s`."""
    leave_after_s: float = 0.02
    away_s: float = 0.0
    lone_before: int = 0
    """So many requests one after the other come first."""
    lone_after: int = 0
    """So many come once all clients have left, waiting for no answer."""


class Outcome(BaseModel):
    """One request; times are seconds of the monotonic clock, which all processes share."""

    phase: str
    sent: float
    ended: float
    status: int


class Connection:
    """One client's connection, opened when it is needed."""

    def __init__(self, plan: Plan) -> None:
        body = b64decode(plan.body)
        self.port = plan.port
        self.request = b"POST %s HTTP/1.1\r\nHost: bench\r\nContent-Length: %d\r\n\r\n%s" % (
            plan.path.encode(),
            len(body),
            body,
        )
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def send(self, phase: str) -> Outcome:
        """One request and its answer.

        Raises:
            ConnectionRefusedError: nobody listens any more.
        """
        if self.streams is None:
            self.streams = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.streams
        sent = time.monotonic()
        status = LOST
        try:
            writer.write(self.request)
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0])
            await reader.readexactly(length)
            status = int(head[9:12])
            if b"connection: close" in head:
                self.close()
        except (asyncio.IncompleteReadError, ConnectionError):
            self.close()
        return Outcome(phase=phase, sent=sent, ended=time.monotonic(), status=status)

    def close(self) -> None:
        """End the connection; the next request opens another one."""
        if self.streams is not None:
            self.streams[1].close()
            self.streams = None


async def stay(plan: Plan, end: float, outcomes: list[Outcome]) -> None:
    """A client that waits for its answers, and after a 503 for the second that `Retry-After` asks for."""
    connection = Connection(plan)
    try:
        while time.monotonic() < end:
            outcomes.append(await connection.send("stay"))
            if outcomes[-1].status == 503:
                await asyncio.sleep(1)
    except ConnectionRefusedError:
        return
    finally:
        connection.close()


async def leave(plan: Plan, end: float, outcomes: list[Outcome]) -> None:
    """A client that never waits long enough."""
    while time.monotonic() < end:
        connection = Connection(plan)
        sent = time.monotonic()
        try:
            async with asyncio.timeout(plan.leave_after_s):
                outcomes.append(await connection.send("leave"))
        except TimeoutError:
            outcomes.append(Outcome(phase="leave", sent=sent, ended=time.monotonic(), status=LEFT))
        finally:
            connection.close()
        await asyncio.sleep(plan.away_s)


async def lone(plan: Plan, phase: str, count: int, outcomes: list[Outcome]) -> None:
    """One request after the other."""
    connection = Connection(plan)
    outcomes += [await connection.send(phase) for _ in range(count)]
    connection.close()


async def play(plan: Plan) -> list[Outcome]:
    """All of a plan; where lone requests come after it, the clients leave without waiting."""
    outcomes: list[Outcome] = []
    await lone(plan, "before", plan.lone_before, outcomes)
    end = time.monotonic() + plan.seconds
    tasks = [asyncio.create_task(stay(plan, end, outcomes)) for _ in range(plan.clients)]
    tasks += [asyncio.create_task(leave(plan, end, outcomes)) for _ in range(plan.leavers)]
    await asyncio.wait(tasks, timeout=plan.seconds if plan.lone_after else None)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await lone(plan, "after", plan.lone_after, outcomes)
    return outcomes


if __name__ == "__main__":
    played = uvloop.run(play(Plan.model_validate_json(sys.stdin.read())))
    sys.stdout.buffer.write(TypeAdapter(list[Outcome]).dump_json(played))
