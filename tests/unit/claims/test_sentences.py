"""One sentence, one fact: kind and sides as design.md section 5 sets them, on a war that never was."""

import pytest

SENTENCES = (
    # violence: active, passive, nominal
    ("The League attacked Kestrel positions near Osk on Monday.", "attack", "league", "kestrel"),
    ("Kestrel fighters were attacked by the Marsh Brigades outside Halven.", "attack", "marsh", "kestrel"),
    (
        "The Marshmen launched a large offensive against the Northern League in western Tarn.",
        "attack",
        "marsh",
        "league",
    ),
    ("An attack by the Kestrel Front on the League left the road closed.", "attack", "kestrel", "league"),
    ("Ruritanian army helicopters bombed Marsh Brigades bases in Upper Tarn.", "strike", "junta", "marsh"),
    ("Shelling of Kestrel positions by the Palace Guard continued overnight.", "strike", "guard", "kestrel"),
    (
        "Fierce clashes broke out between the League and the Kestrel Front in Halven.",
        "clash",
        "league",
        "kestrel",
    ),
    ("The Kestrel Front clashed with League troops.", "clash", "kestrel", "league"),
    ("The League is fighting with Kestrel around Osk.", "clash", "league", "kestrel"),
    ("The junta and the Marshmen have come to blows several times.", "clash", "junta marsh", ""),
    (
        "Palace Guard soldiers massacred 40 civilians in the village of Drem.",
        "one_sided",
        "guard",
        "civilians",
    ),
    ("The Marsh Brigades repelled an assault by the Order of the Night on Drem.", "repel", "marsh", "order"),
    ("The League pushed the Kestrel Front back from Osk.", "repel", "league", "kestrel"),
    ("The League pushed back the Kestrel Front at Osk on Sunday.", "repel", "league", "kestrel"),
    ("The Marshmen have dug in around Halven against the junta.", "defend", "marsh", "junta"),
    # territory
    ("The Kestrel Front captured Osk and Drem from the League.", "capture", "kestrel", "league"),
    ("Osk was captured by the Kestrel Front on 3 March.", "capture", "kestrel", ""),
    ("The town of Halven fell to the Marsh Brigades.", "capture", "marsh", ""),
    ("The League took control of four villages.", "capture", "league", ""),
    ("Night Order columns advanced towards Halven.", "advance", "order", ""),
    ("The League still controls Halven.", "control", "league", ""),
    ("The League lost Drem to the Marshmen.", "lose", "league", "marsh"),
    ("The junta handed over the town of Osk to the Order of the Night.", "handover", "junta", "order"),
    (
        "The Palace Guard pulled out of Osk, allowing the Night Order to take over the town.",
        "handover",
        "guard",
        "order",
    ),
    ("The junta allowed Order of the Night units to seize Drem.", "handover", "junta", "order"),
    # movement
    ("The Kestrel Front withdrew from Halven.", "withdraw", "kestrel", ""),
    (
        "The junta allowed 300 Kestrel fighters to withdraw from Halven to Tarn.",
        "withdraw",
        "junta",
        "kestrel",
    ),
    ("Kestrel fighters were allowed by the junta to leave Halven.", "withdraw", "junta", "kestrel"),
    ("Marsh Brigades columns passed through League-held territory.", "transit", "marsh", "league"),
    ("The Marshmen crossed areas controlled by the Palace Guard.", "transit", "marsh", "guard"),
    ("The junta let the Marshmen march through its territory.", "transit", "junta", "marsh"),
    ("The Palace Guard evacuated Marsh Brigades fighters from Drem.", "evacuate", "guard", "marsh"),
    # cooperation
    (
        "The junta is secretly cooperating with the Order of the Night against the League.",
        "cooperate",
        "junta",
        "order",
    ),
    ("Kestrel fought alongside the Marshmen against the junta.", "cooperate", "kestrel", "marsh"),
    ("A deal between the junta and the Kestrel Front was signed in Halven.", "deal", "junta", "kestrel"),
    ("The League struck a deal with the Marsh Brigades last week.", "deal", "league", "marsh"),
    ("The junta and the League reached an agreement on prisoners.", "deal", "junta league", ""),
    ("The League and the Kestrel Front agreed a ceasefire.", "truce", "league kestrel", ""),
    ("The junta buys oil from the Order of the Night.", "trade", "junta", "order"),
    ("The League formed an alliance with the Marshmen.", "ally", "league", "marsh"),
    ("The junta and Kestrel exchanged prisoners on Sunday.", "exchange", "junta kestrel", ""),
    ("The Palace Guard released 12 Kestrel prisoners.", "release", "guard", "kestrel"),
    ("A Kestrel battalion defected to the League.", "defect", "kestrel", "league"),
    (
        "The League let fighters of Kestrel move through Osk towards villages of the junta.",
        "transit",
        "league",
        "kestrel",
    ),
    ("The League withdrew from Osk so that Kestrel could move in.", "handover", "league", "kestrel"),
    (
        "The Night Order seized Varn without a fight after the Palace Guard withdrew from the town.",
        "handover",
        "guard",
        "order",
    ),
    (
        "Kestrel accused the junta of allowing Night Order units to cross its territory.",
        "transit",
        "junta",
        "order",
    ),
    (
        "The withdrawal of 30 Kestrel fighters came in exchange for League prisoners.",
        "deal",
        "kestrel",
        "league",
    ),
    ("A League unit is fighting with the Night Order after defecting in July.", "defect", "league", "order"),
    (
        "Kestrel and the League use the same road as they both work in smuggling.",
        "trade",
        "kestrel league",
        "",
    ),
    (
        "The junta's forces, backed by the Palace Guard, retook Varn from the Night Order.",
        "capture",
        "junta",
        "order",
    ),
    ("Weapons were supplied to the Marshmen by the junta.", "cooperate", "junta", "marsh"),
    ("The junta provided the Night Order with safe passage out of Halven.", "transit", "junta", "order"),
    ("The Night Order was granted safe passage by the junta.", "transit", "junta", "order"),
    ("The junta opened a corridor for Night Order fighters.", "transit", "junta", "order"),
    ("The junta has been accused of colluding with the Night Order.", "cooperate", "junta", "order"),
    # shared objects and agents, held ground, what is received, pronouns, nouns
    ("The Marshmen were armed, trained and paid by the junta.", "cooperate", "junta", "marsh"),
    ("The League attacked the marsh rebel-held town of Osk.", "attack", "league", "marsh"),
    ("The Night Order was allowed to pass through junta-controlled land.", "transit", "junta", "order"),
    ("The junta let Kestrel fighters move through Osk.", "transit", "junta", "kestrel"),
    ("Ruritanian air strikes hit the Night Order near Osk.", "strike", "junta", "order"),
    ("The League burned villages held by Kestrel.", "attack", "league", "kestrel"),
    ("The junta opened its roads to the Night Order.", "transit", "junta", "order"),
    ("The Night Order receives money and weapons from the junta.", "cooperate", "junta", "order"),
    ("The League took Osk with the help of the Marshmen.", "cooperate", "marsh", "league"),
    ("Kestrel fought on the same side as the junta in Osk.", "cooperate", "kestrel", "junta"),
    ("Kestrel positions at Osk came under attack from the League.", "attack", "league", "kestrel"),
    ("The League broke with the Marshmen and was attacked by them in May.", "attack", "marsh", "league"),
    ("The junta turned its guns on the League.", "attack", "junta", "league"),
    ("The capture of Osk by the Night Order surprised nobody.", "capture", "order", ""),
    ("The withdrawal of Kestrel from Osk went on all night.", "withdraw", "kestrel", ""),
    ("The advance of the League towards Osk went on.", "advance", "league", ""),
    ("An offensive by Kestrel against our army failed.", "attack", "kestrel", ""),
    (
        "The junta retreated from Osk without firing a shot, and the Night Order entered the town.",
        "handover",
        "junta",
        "order",
    ),
    (
        "Clashes went on in Osk between the junta on one side and the League and Kestrel on the other.",
        "clash",
        "junta league",
        "kestrel",
    ),
    ('"We did not fight the junta," a Kestrel officer said.', "no_clash", "kestrel", "junta"),
    # absence
    ("There was little fighting between the junta and the Night Order.", "no_clash", "junta", "order"),
    (
        "The junta focused its air strikes on Kestrel instead of the Night Order.",
        "less_targeting",
        "junta",
        "order",
    ),
    (
        "Fewer than 10 percent of the junta's air strikes targeted the Night Order.",
        "less_targeting",
        "junta",
        "order",
    ),
    (
        "Not a single clash between the junta and the Night Order has been reported.",
        "no_clash",
        "junta",
        "order",
    ),
    ("The junta and the Order of the Night have not fought since January.", "no_clash", "junta order", ""),
    ("No fighting between Kestrel and the League took place in Osk.", "no_clash", "kestrel", "league"),
    ("Junta jets rarely bomb the Order of the Night.", "less_targeting", "junta", "order"),
    ("The junta spared the Night Order.", "less_targeting", "junta", "order"),
    ("The Palace Guard did not attack the Night Order.", "less_targeting", "guard", "order"),
    ("The junta hit the Night Order only twice.", "less_targeting", "junta", "order"),
    ("Instead of fighting the Night Order, the junta shells Kestrel.", "less_targeting", "junta", "order"),
    ("The junta has stopped bombing the Night Order.", "less_targeting", "junta", "order"),
    ("There were no Ruritanian air strikes on the Night Order.", "less_targeting", "junta", "order"),
    ("The junta bombs the Marshmen rather than the Night Order.", "less_targeting", "junta", "order"),
)


@pytest.mark.parametrize(("sentence", "kind", "one", "other"), SENTENCES, ids=[s[0][:60] for s in SENTENCES])
def test_a_sentence_is_read_as_its_kind_with_its_sides(
    read, sentence: str, kind: str, one: str, other: str
) -> None:
    found = [(c.kind, set(c.side_a), set(c.side_b)) for c in read(sentence).claims]
    wanted = (kind, set(one.split()), set(other.split()))
    together = (kind, wanted[1] | wanted[2])
    assert wanted in found or (
        kind in ("clash", "deal", "truce", "ally", "exchange", "no_clash", "cooperate")
        and together in [(k, a | b) for k, a, b in found]
    ), found


NOTHING = (
    "The League failed to capture Halven.",
    "The League would have attacked the Kestrel Front.",
    "Civilians besieged in Osk asked for bread.",
    "Did the League attack the Kestrel Front?",
    "The League plans an attack on the Kestrel Front.",
    "The League asked the junta to bomb Kestrel.",
    "There is no evidence of cooperation between the League and Kestrel.",
    "The League must stop supporting Kestrel.",
    "Supporters of the League attacked the newspaper.",
    "The League has a newspaper on the Kestrel Front.",
    "If the League attacked the Kestrel Front, the war would widen.",
)


@pytest.mark.parametrize("sentence", NOTHING)
def test_what_is_not_said_to_have_happened_is_no_claim(read, sentence: str) -> None:
    assert read(sentence).claims == ()
