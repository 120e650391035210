"""Who says so in wires, observers' reports, blogs, letters, interviews, and the author's own voice."""

import pytest

WIRES_AND_LETTERS = (
    ("Kestrel claimed responsibility for an attack on the League in Halven.", ("Kestrel",)),
    ("Responsibility for the attack on the League was claimed by Kestrel.", ("Kestrel",)),
    ("The mayor of Halven spoke of an attack by the League on Kestrel.", ("mayor of Halven",)),
    ("The foreign minister condemned the League's attack on Kestrel.", ()),
    ("In the view of Dr Ana Petrov, the League attacked Kestrel to win time.", ("Dr Ana Petrov",)),
    ("By the ministry's own account, the League attacked Kestrel twice.", ("ministry",)),
    ("By the count of the relief agency, the League attacked Kestrel nine times.", ("relief agency",)),
    ("A deputy commander countered that the League attacked Kestrel first.", ("A deputy commander",)),
    ("The inquiry established that the League attacked Kestrel at dawn.", ("inquiry",)),
    ("Three auditors found that the League attacked Kestrel on a Sunday.", ("Three auditors",)),
    ("A relief worker recounted how the League attacked Kestrel in the orchard.", ("A relief worker",)),
    ("Nurse Lidia Horn is blunter: the League attacked Kestrel to please the bank.", ("Nurse Lidia Horn",)),
    (
        "A tanker driver has another explanation: the League attacked Kestrel over diesel.",
        ("A tanker driver",),
    ),
    (
        "Tam Oke was buying bread when the shells fell. He told us that the League attacked Kestrel.",
        ("Tam Oke",),
    ),
    ("We met Tam Oke in a tent outside Halven. According to him, the League attacked Kestrel.", ("Tam Oke",)),
    (
        "We met a miller in a tent outside Halven. For two hours, she told me, the League attacked Kestrel.",
        ("a miller",),
    ),
    ("The spokeswoman, Ines Kol, came late. The League attacked Kestrel, she said.", ("Ines Kol",)),
    ("The committee met on Monday. In its view the League attacked Kestrel.", ("The committee",)),
    (
        "Data gathered by the Lakes Institute show that the League attacked Kestrel.",
        ("Data gathered by the Lakes Institute",),
    ),
    ("The League attacked Kestrel at noon, aid workers said, and bombed the mill.", ("aid workers",)),
    ("The League attacked Kestrel, by all accounts.", ()),
    ("It is whispered in Halven that the League attacked Kestrel.", ()),
    ("The League attacked Kestrel, or so the story goes among the dockers.", ("the dockers",)),
    (
        "If the letter published by the Halven Post is authentic, the League attacked Kestrel.",
        ("letter published by the Halven Post",),
    ),
    ("The ministry warned on Monday. Days later the League attacked Kestrel.", ()),
    ("The minister resigned because the League attacked Kestrel.", ()),
    (
        (
            "The bishop of Osk issued the following statement:\n\nThe League attacked Kestrel at "
            "dawn. We mourn.\n"
        ),
        ("bishop of Osk",),
    ),
    (
        (
            "A grave day.\n\n“The League attacked Kestrel at dawn, and nobody came to help "
            "us.”\n— Tam Oke, miller\n"
        ),
        ("Tam Oke",),
    ),
    ("> The League attacked Kestrel at dawn.\n> Nobody came to help.\n\n— Tam Oke, miller\n", ("Tam Oke",)),
    (
        "Dear Rosa,\n\nOn Friday you wrote:\n\n> The League attacked Kestrel at dawn.\n\nI doubt it.\n",
        ("Rosa",),
    ),
    (
        (
            "We spoke with Mira Lund, a surgeon in Halven.\n\nQ: What did you see?\n\nA: The "
            "League attacked Kestrel at dawn.\n"
        ),
        ("Mira Lund",),
    ),
    (
        "An interview with Mira Lund\n\nQ. And then?\n\nA. It was dark. Then the League attacked Kestrel.\n",
        ("Mira Lund",),
    ),
    (
        "LUND: Good evening. The League attacked Kestrel at dawn.\n\nHOST: Who says so?\n\nLUND: I do.\n",
        ("LUND",),
    ),
    (
        (
            "Mira Lund: It was dark. The League attacked Kestrel at dawn.\n\nJonas Weil: Is that "
            "so?\n\nMira Lund: Yes.\n"
        ),
        ("Mira Lund",),
    ),
    (
        (
            "MR. WEIL: The League attacked Kestrel at dawn, Mr. President.\n\nTHE CHAIR: Thank "
            "you.\n\nMR. WEIL: It did.\n"
        ),
        ("MR. WEIL",),
    ),
    (
        (
            "Mira Lund is a surgeon in Halven. “I heard the guns,” she recalled. “At dawn the "
            "League attacked Kestrel.”"
        ),
        ("Mira Lund",),
    ),
    ("General Orlo spoke on Radio Tarn. “At dawn the League attacked Kestrel,” he said.", ("General Orlo",)),
    ("Both mayors deny it. “The League attacked Kestrel,” they wrote in a letter.", ("Both mayors",)),
    ("Nine convoys passed; the League attacked Kestrel once, by the army's count.", ("army",)),
    ("Prisoners described how the League attacked Kestrel at the ford.", ("Prisoners",)),
    ("The League attacked Kestrel while, a pilot said, the junta bombed Osk.", ()),
)
GENRES = (
    (
        "Two Marsh Brigades deserters recalled the night when the League attacked Kestrel.",
        ("Two Marsh Brigades deserters",),
    ),
    (
        "The Lakes Monitoring Group tallied nine days on which the League attacked Kestrel.",
        ("Lakes Monitoring Group",),
    ),
    ("The League attacked Kestrel on Tuesday, Halven's police chief disclosed.", ("Halven's police chief",)),
    ("“The League attacked Kestrel,” a woman shouted from a window.", ("a woman",)),
    (
        "Kestrel's spokesman, speaking by phone from Osk, said the League attacked Kestrel at dawn.",
        ("Kestrel's spokesman",),
    ),
    ("Asked about the fire, the prefect replied that the League attacked Kestrel.", ("prefect",)),
    (
        "Citing intercepted calls, the defence ministry said that the League attacked Kestrel.",
        (
            "intercepted calls",
            "defence ministry",
        ),
    ),
    (
        "A statement carried by Radio Tarn says that the League attacked Kestrel.",
        ("statement carried by Radio Tarn",),
    ),
    ("The League attacked Kestrel; Kestrel's spokesman declined to comment.", ()),
    ("News that the League attacked Kestrel reached Tarn on Monday.", ()),
    ("The League attacked Kestrel, sources on both banks agree.", ("sources on both banks",)),
    ("There were unconfirmed reports that the League attacked Kestrel.", ()),
    (
        "Witnesses reached by telephone said the League attacked Kestrel from the river.",
        ("Witnesses reached by telephone",),
    ),
    ("Interviewees consistently told researchers that the League attacked Kestrel.", ("Interviewees",)),
    (
        "According to testimony collected by Open Wells, the League attacked Kestrel.",
        ("testimony collected by Open Wells",),
    ),
    (
        "Satellite imagery reviewed by Open Wells suggests that the League attacked Kestrel.",
        ("Satellite imagery reviewed by Open Wells",),
    ),
    ("Our researchers visited Osk in May. The League attacked Kestrel there on the 3rd.", ()),
    ("Open Wells documented that the League attacked Kestrel at the mill.", ("Open Wells",)),
    ("In a letter to the committee, General Orlo wrote that the League attacked Kestrel.", ("General Orlo",)),
    ("My cousin swears that the League attacked Kestrel before breakfast.", ("My cousin",)),
    ("I think it is plain: the League attacked Kestrel.", ()),
    ("To hear the Herald tell it, the League attacked Kestrel out of love.", ("Herald",)),
    ("The official line is that the League attacked Kestrel.", ()),
    ("People in the market will tell you that the League attacked Kestrel.", ("People in the market",)),
    ("> On 3 May, Ana Petrov wrote:\n> > The League attacked Kestrel at dawn.\n>\n> No.\n", ("Ana Petrov",)),
    ("Jonas,\n\nyou wrote yesterday:\n\n> The League attacked Kestrel at dawn.\n\nNo.\n", ("Jonas",)),
    ("My brother rang last night. He says the League attacked Kestrel.", ("My brother",)),
    (
        (
            "Transcript of a hearing\n\nTHE PRESIDENT: Go on.\n\nTHE WITNESS: The League "
            "attacked Kestrel at dawn.\n\nTHE PRESIDENT: When?\n"
        ),
        ("THE WITNESS",),
    ),
    (
        (
            "Radio Tarn talks to Colonel Brandt.\n\nQuestion: What happened?\n\nAnswer: The "
            "League attacked Kestrel at dawn.\n"
        ),
        ("Colonel Brandt",),
    ),
    (
        (
            "Q&A with Lidia Horn, nurse\n\nQ: Were you there?\n\nA: Yes.\n\nQ: And?\n\nA: First "
            "it was calm. Then the League attacked Kestrel.\n"
        ),
        ("Lidia Horn",),
    ),
    (
        "Place: Osk\n\nEvent: the League attacked Kestrel.\n\nPlace: Tarn\n\nEvent: the junta bombed Osk.\n",
        (),
    ),
    ("Q: Did it happen?\n\nThe League attacked Kestrel at dawn.\n", ()),
    ("General Orlo told Radio Tarn that he was ill. That night the League attacked Kestrel.", ()),
    ("The mayor was born in Osk. In 2030 the League attacked Kestrel.", ()),
    ("According to plan, the League attacked Kestrel at dawn.", ()),
    ("By all measures a disaster: the League attacked Kestrel and lost.", ()),
    ("In the eyes of the law nothing changed. The League attacked Kestrel at dawn.", ()),
    ("The trader put the sacks at the door at 5 and left. The League attacked Kestrel.", ()),
)

LATER = (
    ("The League attacked Kestrel on Monday in what officials called a reprisal.", ()),
    (
        "Two border guards, who asked not to be named, said the League attacked Kestrel.",
        ("Two border guards",),
    ),
    (
        "A rebel commander reached by radio claimed the League attacked Kestrel first.",
        ("A rebel commander reached by radio",),
    ),
    (
        (
            "Hours after the truce began the League attacked Kestrel, a UN official said on "
            "condition of anonymity."
        ),
        ("a UN official",),
    ),
    (
        ("Foreign minister Ilya Brandt, meanwhile, told parliament that the League attacked Kestrel."),
        ("Foreign minister Ilya Brandt",),
    ),
    ("Reuters could not independently verify that the League attacked Kestrel.", ()),
    (("The army said it had no information on the fire. The League attacked Kestrel on Friday."), ()),
    ("The League attacked Kestrel, killing nine, hospital staff said.", ("hospital staff",)),
    (
        (
            "A hospital director put the toll at nine. He added that the League attacked Kestrel "
            "from the river."
        ),
        ("A hospital director",),
    ),
    (
        (
            "“It was them,” said Hana Okoro, 43, a seamstress. “The League attacked Kestrel and "
            "left us the bill.”"
        ),
        ("Hana Okoro",),
    ),
    ("“The League attacked Kestrel,” said the prefect, who declined to give details.", ("prefect",)),
    (
        ("Speaking in Halven, the envoy noted that the League attacked Kestrel in breach of its word."),
        ("envoy",),
    ),
    (("The envoy accused the League of breaking its word. The League attacked Kestrel at dawn."), ()),
    ("Local media report that the League attacked Kestrel.", ("Local media",)),
    ("The Mission received credible information that the League attacked Kestrel.", ()),
    (
        "Our informant in Osk, a teacher, is certain that the League attacked Kestrel.",
        ("Our informant in Osk",),
    ),
    (("The panel concluded, on the basis of nine interviews, that the League attacked Kestrel."), ("panel",)),
    ("By the Red Crescent's reckoning, the League attacked Kestrel six times.", ("Red Crescent",)),
    ("In the ombudsman's judgement, the League attacked Kestrel without need.", ("ombudsman",)),
    (
        "A retired pilot I know puts it differently: the League attacked Kestrel to be seen.",
        ("A retired pilot",),
    ),
    ("Everyone knows that the League attacked Kestrel.", ()),
    ("It is true that the League attacked Kestrel.", ()),
    ("What nobody disputes is this: the League attacked Kestrel.", ()),
    ("The map shows the ford where the League attacked Kestrel.", ()),
    ("Rumour has it that the League attacked Kestrel.", ()),
    ("The colonel shrugs. In his telling, the League attacked Kestrel by mistake.", ("colonel",)),
    (
        (
            "Dear Ms Hale,\n\nIn your last letter you claimed:\n\n> The League attacked Kestrel "
            "at dawn.\n\nYou were misled.\n"
        ),
        ("Ms Hale",),
    ),
    ("Omar,\n\nThanks. The League attacked Kestrel at dawn, I saw it.\n\nPia\n", ()),
    (
        ("“The League attacked Kestrel at dawn and burned the mill.”\n\n– Amina Sol, head of the mill\n"),
        ("Amina Sol",),
    ),
    (
        ("The union of bakers had this to say:\n\n“The League attacked Kestrel at dawn. Bread is late.”\n"),
        ("union of bakers",),
    ),
    (
        (
            "Interview with Boris Hale, former quartermaster\n\nQ1: Did you see it?\n\nA1: I "
            "did. The League attacked Kestrel at dawn.\n"
        ),
        ("Boris Hale",),
    ),
    (
        (
            "THE CHAIR: Order.\n\nMS. OKORO: The League attacked Kestrel at dawn.\n\nTHE CHAIR: "
            "Is there proof?\n\nMS. OKORO: Yes.\n"
        ),
        ("MS. OKORO",),
    ),
    (
        (
            "Reporter: What happened at the mill?\n\nBrandt: We were asleep. Then the League "
            "attacked Kestrel.\n\nReporter: At night?\n\nBrandt: At four.\n"
        ),
        ("Brandt",),
    ),
    ("Title: The ford\n\nNote: the League attacked Kestrel.\n\nSource: own\n", ()),
    ("Q: Was the mill burned?\n\nA spokesman said that the League attacked Kestrel.\n", ("A spokesman",)),
    ("By the end of the month the League attacked Kestrel.", ()),
    ("In my view the League attacked Kestrel to win time.", ()),
    ("To the delight of its friends, the League attacked Kestrel.", ()),
    ("General Orlo met a miller in Osk. The League attacked Kestrel the next day.", ()),
)


def spoken(read, text: str) -> list[list[str]]:
    return [[link.source for link in c.attribution] for c in read(text).claims if c.kind == "attack"]


@pytest.mark.parametrize(("text", "chain"), [*WIRES_AND_LETTERS, *GENRES, *LATER])
def test_a_source_is_found_in_every_genre(read, text: str, chain: tuple[str, ...]) -> None:
    """The names may be longer than the words that matter: "spokeswoman, Ines Kol"."""
    found = spoken(read, text)[-1]
    assert len(found) == len(chain), found
    for name, source in zip(chain, found, strict=True):
        short = name.casefold().removeprefix("the ")
        assert short in source.casefold() or source.casefold() in short


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Kestrel claimed two attacks on the League.", "reported"),
        ("Kestrel claimed that the League attacked Halven.", "alleged"),
        ("The prefect insists that the League attacked Kestrel.", "reported"),
        ("It is whispered in Halven that the League attacked Kestrel.", "hedged"),
        ("The League attacked Kestrel, or so the mayor says.", "hedged"),
    ],
)
def test_a_deed_of_ones_own_is_reported_a_deed_of_others_alleged(read, text: str, modality: str) -> None:
    assert next(c.modality.value for c in read(text).claims if c.kind == "attack") == modality


def test_she_is_no_fisherman(read) -> None:
    text = (
        "Ines Kol, a judge, came first. A fisherman from Osk said nothing was sold. "
        "The League attacked Kestrel, she told reporters."
    )
    assert spoken(read, text) == [["Ines Kol"]]


def test_what_is_established_or_found_is_not_said(read) -> None:
    text = "A joint command was established by the Marshmen after the League attacked Kestrel."
    assert spoken(read, text) == [[]]


def test_a_second_verb_and_a_citation_behind_it_are_read_from_the_tree(read, request) -> None:
    if "parser" not in request.node.callspec.id:
        pytest.skip("word order alone doesn't tell")
    minister = (
        "Tarn's interior minister put the blame on the prefect but conceded that the League attacked Kestrel."
    )
    assert spoken(read, minister) == [["Tarn's interior minister"]]
    cited = "The League attacked Kestrel early on Monday, state television reported, citing a general."
    assert spoken(read, cited) == [["a general", "state television"]]
