"""Whatever acts a case has seen, its log replays to its tree, and one more byte anywhere is found."""

import hashlib
import pathlib
import tempfile

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfire.case.act import Act
from holdfire.case.checking import check_files
from holdfire.case.folder import Case

NAMES = st.sampled_from(["a.txt", "b.bin", "x/a.txt", "x/y/z.json", "answers/q_1/f.json", "ünï.txt"])
BYTES = st.one_of(st.binary(max_size=40), st.text(max_size=40).map(lambda t: t.encode(errors="replace")))
WRITES = st.dictionaries(NAMES, BYTES, max_size=3)
ACTS = st.lists(st.tuples(WRITES, st.sets(NAMES, max_size=2), st.booleans()), max_size=6)
ACT = Act(by="Zoë “the reader”", at="2026-01-01T00:00:00+00:00")


def on_disk(path: pathlib.Path) -> dict[str, bytes]:
    return {
        p.relative_to(path).as_posix(): p.read_bytes()
        for p in path.rglob("*")
        if p.is_file() and p.name != "log.jsonl" and ".staging" not in p.parts
    }


def play(case: Case, acts: list[tuple[dict[str, bytes], set[str], bool]]) -> dict[str, bytes]:
    """Commit acts and keep what the tree should be; an act also removes and moves what is there."""
    tree = {"holdfire.toml": b"title = 'x'\n"}
    for n, (write, touched, removes) in enumerate(acts):
        there = sorted(touched & set(tree))
        gone = [name for name in there if removes]
        moved = (
            {}
            if removes
            else {name: f"old/{n}-{hashlib.sha256(name.encode()).hexdigest()}" for name in there}
        )
        case.commit(ACT, "act", write=write, remove=gone, move=moved, detail={"n": n})
        tree |= {new: tree[old] for old, new in moved.items()}
        for name in (*gone, *moved):
            del tree[name]
        tree |= write
    return tree


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(acts=ACTS, where=st.integers(0, 10**6))
def test_any_sequence_of_acts_replays_to_the_same_tree(
    acts: list[tuple[dict[str, bytes], set[str], bool]], where: int
):
    with tempfile.TemporaryDirectory() as folder:
        case = Case.create(pathlib.Path(folder) / "case", {"holdfire.toml": b"title = 'x'\n"}, ACT)
        tree = play(case, acts)
        assert on_disk(case.path) == tree
        assert dict(case.logged()) == {name: hashlib.sha256(data).hexdigest() for name, data in tree.items()}
        assert dict(Case.open(case.path).logged()) == dict(case.logged())
        assert check_files(case) == ()
        log = case.path / "log.jsonl"
        whole = log.read_bytes()
        at = where % len(whole)
        log.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        line = whole.count(b"\n", 0, at) + 1
        assert line in [fault.line for fault in check_files(Case(case.path)) if fault.file == "log.jsonl"]
