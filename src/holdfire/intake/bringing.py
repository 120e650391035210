"""One file into a case that is there: what it is is guessed, then it comes in as by its own command."""

from pathlib import Path

from holdfire.case.act import Act
from holdfire.case.folder import Case
from holdfire.intake.control import import_control
from holdfire.intake.documents import About, add_documents
from holdfire.intake.places import import_gazetteer
from holdfire.intake.quick import IMPORTERS, Report, Taken
from holdfire.intake.recognition import Sort, sort_of
from holdfire.intake.tables import import_events

EVENTS = {Sort.UCDP: "ucdp", Sort.ACLED: "acled"}


def bring(case: Case, file: Path, act: Act, about: About) -> Taken:
    """Bring a file into a case: documents, events, a control map, places or actors.

    A data set of the file's name is replaced, as by `import`. about: what is known of a document; a file of
    another sort has no use for it.

    Raises
    ------
    InputError
        Where the file is of no known sort or can't be taken; the case stays as it was.
    """
    sort = sort_of(file)
    return Taken(file=file.name, sort=sort, said=tuple(_brought(case, file, sort, act, about).sentences()))


def _brought(case: Case, file: Path, sort: Sort, act: Act, about: About) -> Report:
    if sort in EVENTS:
        return import_events(case, EVENTS[sort], [file], name=None, skip_bad=False, act=act)
    if sort is Sort.CONTROL:
        return import_control(case, [file], name=None, act=act)
    if sort is Sort.PLACES:
        return import_gazetteer(case, [file], name=None, columns={}, skip_bad=False, act=act)
    if sort is Sort.DOCUMENTS:
        return add_documents(case, [file], about, act)
    return IMPORTERS[sort](case, file, act)
