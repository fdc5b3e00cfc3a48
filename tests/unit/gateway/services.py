"""Services that answer from memory: fakes at the seam where the gateway meets the network."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import numpy as np

from contracts.clothes import encode_embedding
from contracts.pose import Person
from gateway.pipeline import Services
from gateway.service_client import ServiceClient

Handler = Callable[[httpx.Request], httpx.Response]

EMBEDDING = encode_embedding(np.eye(256, dtype=np.float32)[0])


def person(score: float = 0.9, **regions: list[float] | None) -> dict[str, Any]:
    boxes = {
        "head": [0.4, 0.0, 0.6, 0.2],
        "upper": [0.3, 0.2, 0.7, 0.5],
        "lower": None,
        "whole": None,
        **regions,
    }
    body = {
        "score": score,
        "keypoints": [{"name": name, "x": 0.5, "y": 0.1, "score": 0.9} for name in ("nose", "right_eye")],
        "regions": {name: box and {"box": box, "estimated": False} for name, box in boxes.items()},
    }
    Person.model_validate(body)
    return body


def product(identifier: str = "blazer-1") -> dict[str, Any]:
    return {
        "id": identifier,
        "title": "A blazer",
        "description": "",
        "brand": "Maison",
        "category": "Blazer",
        "gender": "female",
        "colour": "red",
        "price": {"amount": "89.00", "currency": "EUR"},
        "availability": "in_stock",
        "link": f"/shop/{identifier}",
        "image_link": f"/shop/images/{identifier}.webp",
        "score": 0.8,
        "reasons": ["same category"],
    }


class Town:
    """Four services; every request that they got is kept, and each handler can be replaced."""

    def __init__(self) -> None:
        self.people = [person()]
        self.worn = {"upper": 0.9, "lower": 0.8, "whole": 0.1}
        self.requests: dict[str, list[httpx.Request]] = {
            "pose": [],
            "gender": [],
            "clothes": [],
            "recommender": [],
        }
        self.handlers: dict[str, Handler] = {
            "pose": lambda _: httpx.Response(200, json={"people": self.people, "model": "pose@1"}),
            "gender": lambda _: httpx.Response(
                200, json={"label": "female", "confidence": 0.9, "model": "gender@1"}
            ),
            "clothes": self._clothes,
            "recommender": self._recommender,
        }

    def _clothes(self, request: httpx.Request) -> httpx.Response:
        garments = [
            {
                "slot": slot,
                "worn": self.worn[slot],
                "categories": [{"label": "Blazer", "confidence": 0.8}],
                "embedding": EMBEDDING,
                "colours": [{"name": "red", "hex": "#b3122a", "share": 0.7}],
            }
            for slot in request.url.params
        ]
        return httpx.Response(200, json={"garments": garments, "model": "clothes@1"})

    def _recommender(self, request: httpx.Request) -> httpx.Response:
        garments = json.loads(request.content)["garments"]
        results = [{"products": [product()], "cursor": None} for _ in garments]
        return httpx.Response(200, json={"results": results, "catalog_version": 1})

    def client(self, part: str) -> ServiceClient:
        def answer(request: httpx.Request) -> httpx.Response:
            self.requests[part].append(request)
            return self.handlers[part](request)

        return ServiceClient(part, f"http://{part}", 0.2, httpx.MockTransport(answer))

    def services(self, with_gender: bool = True) -> Services:
        gender = self.client("gender") if with_gender else None
        return Services(self.client("pose"), gender, self.client("clothes"), self.client("recommender"))
