"""Languages by their ISO 639-1 codes: what they are called, and who reads them."""

from collections.abc import Collection, Mapping

NAMES: Mapping[str, str] = {
    "am": "Amharic",
    "ar": "Arabic",
    "az": "Azerbaijani",
    "bn": "Bengali",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fr": "French",
    "he": "Hebrew",
    "hi": "Hindi",
    "hy": "Armenian",
    "id": "Indonesian",
    "it": "Italian",
    "ja": "Japanese",
    "ka": "Georgian",
    "ko": "Korean",
    "ku": "Kurdish",
    "nl": "Dutch",
    "pl": "Polish",
    "ps": "Pashto",
    "pt": "Portuguese",
    "ru": "Russian",
    "si": "Sinhala",
    "sw": "Swahili",
    "ta": "Tamil",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "vi": "Vietnamese",
    "zh": "Chinese",
}


def language_name(code: str) -> str:
    """Name a language in English; one without a name here by its code."""
    return NAMES.get(_base(code), f"the language “{code}”")


def reads(languages: Collection[str], language: str | None) -> bool:
    """Say whether who reads these languages (none listed: all) reads this one; an unknown one is tried."""
    return language is None or not languages or _base(language) in languages


def _base(code: str) -> str:
    return code.partition("-")[0].lower()
