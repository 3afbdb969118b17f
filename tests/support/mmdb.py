"""A writer of MMDB files of a few networks, by the format's specification (version 2.0, records of 24 bits)."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from pathlib import Path
from typing import Any

Node = list[Any]


def write_mmdb(path: Path, networks: Mapping[str, Any]) -> Path:
    """Networks of IPv4 with their records; of networks within each other the narrower one speaks."""
    root: Node = [None, None]
    for cidr in sorted(networks, key=lambda text: ipaddress.ip_network(text).prefixlen):
        network = ipaddress.ip_network(cidr)
        _put(root, f"{int(network.network_address):032b}"[: network.prefixlen], networks[cidr])
    nodes: list[Node] = []
    _number(root, nodes)
    data = b""
    places: dict[int, int] = {}
    for node in nodes:
        for side in node:
            if side is not None and not isinstance(side, list) and id(side) not in places:
                places[id(side)] = len(data)
                data += _encoded(side)
    tree = b"".join(_pointer(side, nodes, places) for node in nodes for side in node)
    about = {"node_count": len(nodes), "record_size": 24, "ip_version": 4, "database_type": "Company",
             "languages": [], "binary_format_major_version": 2, "binary_format_minor_version": 0,
             "build_epoch": 1, "description": {}}  # fmt: skip
    path.write_bytes(tree + b"\0" * 16 + data + b"\xab\xcd\xefMaxMind.com" + _encoded(about))
    return path


def _put(node: Node, bits: str, record: Any) -> None:
    side = int(bits[0])
    if len(bits) == 1:
        node[side] = record
        return
    if not isinstance(node[side], list):
        node[side] = [node[side], node[side]]
    _put(node[side], bits[1:], record)


def _number(node: Node, nodes: list[Node]) -> None:
    nodes.append(node)
    for side in node:
        if isinstance(side, list):
            _number(side, nodes)


def _pointer(side: Any, nodes: list[Node], places: Mapping[int, int]) -> bytes:
    if side is None:
        return len(nodes).to_bytes(3, "big")
    if isinstance(side, list):
        return next(n for n, node in enumerate(nodes) if node is side).to_bytes(3, "big")
    return (len(nodes) + 16 + places[id(side)]).to_bytes(3, "big")


def _encoded(value: Any) -> bytes:
    if isinstance(value, bool):
        return bytes([int(value), 14 - 7])
    if isinstance(value, int):
        body = value.to_bytes(4, "big").lstrip(b"\0")
        return bytes([6 << 5 | len(body)]) + body
    if isinstance(value, str):
        body = value.encode()
        return _head(2, len(body)) + body
    if isinstance(value, list):
        return bytes([len(value), 11 - 7]) + b"".join(map(_encoded, value))
    return _head(7, len(value)) + b"".join(_encoded(key) + _encoded(one) for key, one in value.items())


def _head(kind: int, size: int) -> bytes:
    return bytes([kind << 5 | size]) if size < 29 else bytes([kind << 5 | 29, size - 29])
