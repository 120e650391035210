"""Faults are listed in the order of files and lines, each once."""

from holdfire.model.fault import Fault, sorted_faults


def test_faults_come_by_file_and_line_with_whole_files_first_and_none_twice():
    late = Fault(file="b", line=10, message="x")
    early = Fault(file="b", line=9, message="x")
    whole = Fault(file="b", message="x")
    first = Fault(file="a", line=99, message="x")
    assert sorted_faults([late, early, late, whole, first]) == (first, whole, early, late)


def test_a_fault_reads_as_file_line_and_reason():
    assert str(Fault(file="log.jsonl", line=3, message="was changed")) == "log.jsonl, line 3: was changed"
    assert str(Fault(file="x.txt", message="is missing")) == "x.txt: is missing"
