"""Findings as JUnit XML: a suite a file, a failing case a finding, one passing case where there is none."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from tavoiteparse.checking.finding import UNREADABLE, Checked, Finding, Results
from tavoiteparse.contract.diagnostics import Severity
from tavoiteparse.source.shown import shown

if TYPE_CHECKING:
    from tavoiteparse.checking.rules import Entry


def report(results: Results, entries: "Mapping[str, Entry] | None" = None) -> str:
    """One XML document. What is only an info passes, and says so in its output."""
    root = Element("testsuites", name="tavoiteparse")
    for checked in results.files:
        _suite(root, checked)
    indent(root)
    text: str = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _suite(root: Element, checked: Checked) -> None:
    name = shown(PurePath(checked.file).as_posix())
    failures = sum(one.severity > Severity.info and one.code != UNREADABLE for one in checked.findings)
    suite = SubElement(
        root,
        "testsuite",
        name=name,
        tests=str(max(1, len(checked.findings))),
        failures=str(failures),
        errors=str(int(not checked.read)),
    )
    for finding in checked.findings:
        _case(suite, finding, name)
    if not checked.findings:
        SubElement(suite, "testcase", name="no findings", classname=name)


def _case(suite: Element, finding: Finding, name: str) -> None:
    place = finding.place
    case = SubElement(
        suite,
        "testcase",
        name=shown(f"{finding.code} {finding.where or f'{place.line}:{place.column}'}"),
        classname=name,
    )
    said = f"{shown(finding.file)}{shown(finding.cited)}: {shown(finding.message)}\n{finding.help}"
    if finding.code == UNREADABLE:
        kind = "error"
    elif finding.severity > Severity.info:
        kind = "failure"
    else:
        SubElement(case, "system-out").text = said
        return
    SubElement(case, kind, type=finding.code, message=shown(finding.message)).text = said
