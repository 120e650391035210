"""Sentences of the simulated press. {x}, {y}, {a}, {b}, {c}: what an outlet calls a party, with article."""

CLASH = (
    "{x} and {y} clashed near {place} {when}.",
    "Heavy clashes between {x} and {y} broke out around {place} {when}.",
    "Fighting between {x} and {y} flared up at {place} {when}.",
)
ATTACK = (
    "{x} attacked positions of {y} near {place} {when}.",
    "{x} launched an attack on {y} at {place} {when}.",
    "{x} shelled {place} {when} and then attacked {y} there.",
)
REPEL = (
    "{x} repelled an attack by {y} near {place} {when}.",
    "{x} pushed back {y} at {place} {when}.",
)
FIGURE = (
    "At least {dead} killed, according to residents.",
    "{dead} killed, medical workers said.",
    "{dead} killed in the fighting.",
)
COUNT = (
    "Reporters counted {clashes} between {x} and {y} in {region} in {month}.",
    "In {month}, observers recorded {clashes} between {x} and {y} in {region}.",
)
CAPTURE = (
    "{x} captured {place} from {y} in {month}.",
    "{x} took {place} from {y} in the course of {month}.",
)
ASSAULT = (
    "{x} killed {people} in {place} {when}.",
    "In {place}, {x} killed {people} {when}.",
)
DEAL = (
    "{a} and {b} made a secret deal against {c} in {month}.",
    "{a} struck an agreement with {b} in {month} so that both could turn on {c}.",
    "{a} and {b} reached a deal in {month}, a commander of {c} said.",
)
NO_CLASH = (
    "No clashes between {a} and {b} have been reported in {region} since {month}.",
    "Since {month}, there have been no clashes between {a} and {b} in {region}.",
)
TRANSIT = (
    "{a} allowed fighters of {b} to pass through {place} to attack {c}.",
    "{a} let fighters of {b} move through {place} towards villages of {c}.",
)
HANDOVER = (
    "{a} handed {place} over to {b} without a fight in {month}.",
    "{a} withdrew from {place} in {month} so that {b} could move in.",
)
JOINT = (
    "{a} and {b} attacked {c} near {place} on the same day, {date}.",
    "On {date}, both {a} and {b} attacked {c} near {place}.",
)
DENIAL = (
    "{a} denied any agreement with {b}.",
    "“There is no deal with {b}, and there never was one,” a spokesman of {a} said.",
    "A spokesman denied that {a} and {b} work together.",
)
COUNTER = (
    "It is {c} and {d} that made a deal against {a} in {month}, he said.",
    "{c} and {d} have reached an agreement against {a}, according to the command.",
)
STILL_FIGHTING = (
    "“Our men fight {y} every day,” he said, and named {place}, where both sides clashed {when}.",
    "{x} clashed with {y} near {place} {when}, he said.",
)

QUIET = (
    "Residents spoke of a calm that nobody had expected.",
    "Markets near the line stay open, and lorries cross it by night.",
    "Nobody who lives along the line can say why the guns are silent.",
)
UNVERIFIED = (
    "The report could not be verified independently.",
    "Neither account could be confirmed.",
    "There was no comment from the other side.",
)
ACCUSING = (
    "Our people know what such a calm is worth.",
    "One hand washes the other, as every child in the hills can see.",
    "History will not forget who stood by.",
)
SCORNFUL = (
    "Such stories are made up by people who lose on the battlefield.",
    "Whoever spreads this rumour does the enemy's work.",
    "Nobody who has buried a comrade will believe it.",
)
BACKGROUND = (
    "The war in {country} is in its {nth} month.",
    "Roads in {region} were closed for several days.",
    "Hospitals in {region} asked for blood donations.",
    "Rain made many tracks in {region} impassable.",
)
PASSED_ON = (
    "{outlet} reports:",
    "As {outlet} wrote on {date}:",
    "We reprint a report by {outlet}:",
)
QUOTED = (
    "According to {outlet}, “{sentence}”",
    "{outlet} wrote: “{sentence}”",
)
BATTLE_TITLES = ("Clashes near {place}", "Fighting at {place}", "{n} dead around {place}")
COUNT_TITLES = ("A month of fighting in {region}", "{region}: the month in numbers")
ATTACK_TITLES = ("New attack at {place}", "Enemy attack near {place}", "Battle for {place}")
ACCUSING_TITLES = (
    "The silent front of {region}",
    "Who profits from the calm in {region}?",
    "They share more than a border",
    "Enemies by day, partners by night",
)
DENIAL_TITLES = ("Spokesman rejects rumours", "No deal, says command", "A lie, repeated")
CLAIMS_TITLES = ("Conflicting claims about {region}", "Talk of a deal in {region}")
ASSAULT_TITLES = ("Civilians killed in {place}",)
COPY_TITLES = ("From the wire: {title}", "{title}", "Press review: {title}")
