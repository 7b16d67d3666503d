"""The tree hashes as RFC 6962 says, and its frontier is enough to go on."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.merkle import Tree, leaf_bytes, leaf_hash, node_hash


def mth(leaves: list[bytes]) -> bytes:
    """The definition of RFC 6962, section 2.1, word for word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01" + mth(leaves[:split]) + mth(leaves[split:])).digest()


def test_roots_of_the_known_vectors():
    # The inputs and roots of Certificate Transparency's own reference tests.
    inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657"]
    inputs.append("606162636465666768696a6b6c6d6e6f")
    roots = {
        1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    }
    tree = Tree()
    for size, text in enumerate(inputs, 1):
        tree.append(leaf_hash(bytes.fromhex(text)))
        assert tree.root.hex() == roots.get(size, tree.root.hex())
    assert Tree().root.hex() == sha256(b"").hexdigest()


@given(st.lists(st.binary(max_size=8), max_size=70), st.integers(0, 70))
def test_a_tree_taken_up_from_its_frontier_has_the_defined_root(leaves, cut):
    before = Tree()
    before.extend(leaf_hash(leaf) for leaf in leaves[:cut])
    after = Tree(before.size, before.frontier)
    after.extend(leaf_hash(leaf) for leaf in leaves[cut:])
    assert (after.size, after.root) == (len(leaves), mth(leaves))


def test_a_frontier_of_another_size_is_refused():
    with pytest.raises(ValueError, match="3 leaves"):
        Tree(3, b"x" * 32)


def test_the_leaf_covers_the_row_as_compact_json():
    data = '{"a":"备案"}'.encode()
    assert leaf_bytes(7, "filing-1", 2, "filing.submitted", data).decode() == (
        '[7,"filing-1",2,"filing.submitted","{\\"a\\":\\"备案\\"}"]'
    )
    assert node_hash(b"l", b"r") == sha256(b"\x01lr").digest()
