"""What readers who search feel of three large pictures that come in at once."""

import json
import threading
from http.client import HTTPConnection
from io import BytesIO
from time import perf_counter

from PIL import Image

from nhip.hall.tools.bench.loading import ask
from nhip.hall.tools.bench.measuring import percentile
from nhip.hall.tools.bench.servers import Server

ADD = "/bien-tap/images/multiple/add/"
SEARCHES = ("/tin/tim/?q=hoi+nghi", "/tin/tim/?q=tap+huan", "/tin/tim/?q=ke+hoach")
AT_ONCE = 3
SIZE = (6000, 4000)
LEAST = 150  # searches a measurement is made of
TOKEN = "b" * 32
EDGE = "nhip-bench-uploads"


def search_beside_uploads(server: Server, cookie: str) -> dict[str, float]:
    """Return how much longer a search takes at worst (p95) from the uploads until the worker has bared them."""
    content = _photo()
    ask(server, SEARCHES[0])
    quiet = [_searched(server, number) for number in range(LEAST)]
    came: list[str] = []
    senders = [
        threading.Thread(target=lambda: came.extend(_sent(server, cookie, content)), daemon=True)
        for _each in range(AT_ONCE)
    ]
    for sender in senders:
        sender.start()
    busy: list[float] = []
    while len(busy) < LEAST or any(sender.is_alive() for sender in senders):
        busy.append(_searched(server, len(busy)))
    if len(came) != AT_ONCE:
        raise OSError("an upload of the benchmark was not taken")
    while not all(ask(server, place, {"Cookie": cookie})[0] == 302 for place in came):
        busy += [_searched(server, number) for number in range(10)]
    before, beside = percentile(quiet, 0.95), percentile(busy, 0.95)
    return {
        "search_p95_ms": round(before, 1),
        "beside_p95_ms": round(beside, 1),
        "search_ratio": round(beside / before, 2),
    }


def _photo() -> bytes:
    """Return a photo of 24 megapixels, as much to decode as a camera's."""
    width, height = SIZE
    grain = Image.effect_noise((width // 4, height // 4), 60).resize(SIZE).convert("RGB")
    content = BytesIO()
    grain.save(content, "JPEG", quality=85)
    return content.getvalue()


def _searched(server: Server, number: int) -> float:
    """Return how many milliseconds one search took."""
    begun = perf_counter()
    ask(server, SEARCHES[number % len(SEARCHES)])
    return (perf_counter() - begun) * 1000


def _sent(server: Server, cookie: str, content: bytes) -> list[str]:
    """Upload a picture as the editor's page does; return where it is seen once it is ready."""
    head = 'Content-Disposition: form-data; name="files[]"; filename="anh.jpg"'
    lines = [f"--{EDGE}", head, "Content-Type: image/jpeg", "", ""]
    body = "\r\n".join(lines).encode() + content + f"\r\n--{EDGE}--\r\n".encode()
    asking = HTTPConnection("127.0.0.1", server.port, timeout=120)
    headers = {
        "Cookie": f"{cookie}; csrftoken={TOKEN}",
        "X-CSRFToken": TOKEN,
        "Accept": "application/json",
        "Content-Type": f"multipart/form-data; boundary={EDGE}",
    }
    try:
        asking.request("POST", ADD, body, headers)
        told = json.loads(asking.getresponse().read())
        return [row["image"]["preview"]["url"] for row in told["pictures"]]
    finally:
        asking.close()
