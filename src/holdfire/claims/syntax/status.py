"""What a reader is told of the parser: which one reads, why another is not used, how to get one."""

from holdfire.claims.syntax.model import SPACY, Package, chosen, fits, installed, recorded, spacy_version

GET = "pip install -c constraints.txt '.[parser]' (in the project's folder)"


def reading_by() -> str:
    """Say in a sentence how the rule coder reads sentences on this machine."""
    package = chosen()
    if package is not None:
        return f"sentences are read with the parser {package.model} ({package.name})"
    refused = [remark(found) for found in installed() if found.model is None]
    if (number := spacy_version()) is not None and not fits(number):
        refused.append(f"spaCy {number} is not {SPACY}")
    why = f" ({'; '.join(refused)})" if refused else ""
    return f"sentences are read by word order, without a parser{why}; to get one: {GET}"


def remark(package: Package) -> str:
    """Say whether a package's files are those on record, and which are not."""
    if package.model is not None:
        return f"its {len(package.files)} files are those on record for {package.model}"
    listed = ", ".join(package.differing)
    return f"{package.name} {package.version} is not used: not as on record are {listed}"


def comparison() -> str | None:
    """Compare the packages where more than one is installed; None where there is nothing to compare."""
    found = installed()
    if len(found) < 2:
        return None
    first, second = found[:2]
    differing = sorted(file for file, _ in {*first.files.items()} ^ {*second.files.items()})
    names = f"{first.name} {first.version} and {second.name} {second.version}"
    if not differing:
        return f"{names} hold the same files; the first is used"
    return f"{names} differ in {', '.join(dict.fromkeys(differing))}"


def hashes(package: Package) -> dict[str, dict[str, str | None]]:
    """Set the SHA-256 of a package's files beside the record of the model that it is, or that is nearest."""
    known = recorded().get(package.model or package.nearest, {})
    return {
        file: {"recorded": known.get(file), "found": package.files.get(file)}
        for file in sorted({*known, *package.files})
    }


def spacy_remark() -> str | None:
    """Say which spaCy is installed, None where none is."""
    number = spacy_version()
    return None if number is None else f"spaCy {number}"
