"""The words that stand in date columns, as patterns.

Everything is matched without regard to case.
"""

import re

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
MONTH_NUMBERS = {name[:3].lower(): number for number, name in enumerate(MONTHS, start=1)}
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

MONTH = (
    r"(?<![a-z])(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
ORDINAL = r"(?:\s?(?:st|nd|rd|th)\b)?"
# two digits are a year only when no month follows: "1 July - 31 August" is a range, not July 2031
YEAR = rf"(?:\d{{5}}|\d{{4}}|\d{{2}}(?!{ORDINAL}\s*(?:of\s+)?[-/.]?\s*{MONTH}))(?![\d:%]|\s?(?:st|nd|rd|th)\b)"
MONTH_TO_YEAR = r"(?:\s*[-/,.]?\s*(?:of\s+)?['’]?\s*)"
WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+(?:the\s+)?)"
PART = (
    r"(?:early|mid(?:dle)?|late|end|start|beginning|first\s+week|last\s+week)"
    r"[\s-]*(?:(?:of|in)\s+)?(?:the\s+)?"
)
WEEK_COMMENCING = (
    r"(?:w\s?/\s?[cb]|w\.[cb]\.?|w[cb]|(?:week|wk)\s*(?:commencing|beginning|starting|of)?)"
)
WEEK_ENDING = r"(?:w\s?/\s?e|w\.e\.?|we|(?:week|wk)\s*ending)"
WEEK = re.compile(rf"(?<![a-z])({WEEK_ENDING}|{WEEK_COMMENCING})[\s:]*(?:the\s+)?$", re.I)
ENDING = re.compile(rf"{WEEK_ENDING}$", re.I)
BETWEEN = re.compile(r"^\s*(?:(?P<firm>-|to|until|till|through)|(?P<either>/|or|&|and))\s*$", re.I)

TBC = re.compile(
    r"\bt\.?\s?b\.?\s?[cdas]\b"
    r"|\bto be (?:an? )?(?:agreed|confirmed|advised|determined|decided|announced|arranged|scheduled"
    r"|set|finalised|established|identified|booked|defined|completed$)"
    r"|\bto follow\b|\bdates? (?:awaited|pending|to confirm)\b|\bawaiting (?:a )?dates?\b"
    r"|\bnot (?:yet )?(?:known|agreed|confirmed|set)\b|\bunknown\b|^\?+$"
)
NO_DATE_YET = re.compile(r"^(?:pending|awaiting|waiting (?:on|for)|subject to|dependent on)\b")
ONGOING = re.compile(r"\bon[\s-]?going\b|\bcontinu(?:ous|ing|al|ally|ously)\b|\brolling\b")
RECURRENCES = {
    "fortnightly": re.compile(
        r"\bfortnightly\b|\bevery (?:fortnight|two weeks|2 weeks)\b|\btwo[\s-]weekly\b"
    ),
    "quarterly": re.compile(r"\bquarterly\b|\b(?:every|each) quarter\b"),
    "termly": re.compile(r"(?<!half )(?<!half-)\btermly\b|\b(?:every|each) term\b"),
    "monthly": re.compile(r"(?<!bi)(?<!bi-)\bmonthly\b|\b(?:every|each) month\b"),
    "weekly": re.compile(r"(?<!\d )(?<!\d-)(?<!-)\bweekly\b|\b(?:every|each) week\b"),
}
OTHER_RECURRENCE = re.compile(
    r"\b(?:daily|annual(?:ly)?|yearly|half[\s-]?(?:termly|yearly)|bi-?(?:weekly|monthly|annual(?:ly)?)"
    r"|(?:\d{1,2}|three|four|five|six|eight|ten|twelve)[\s-]?weekly)\b"
)
# longest first within a status: a phrase must fill the cell but for a date and a few plain words
STATUSES = {
    "partly complete": r"(?:partially|partly|part|nearly|almost) (?:complete|completed|done)",
    "complete": r"complete|completed|done|closed|finished|achieved|delivered",
    "on hold": r"on[\s-]hold|paused|suspended",
    "cancelled": r"cancelled|canceled|withdrawn|no longer (?:required|needed)|abandoned",
    "not started": r"not (?:yet )?started|yet to start",
    "in progress": r"in progress|under[\s-]?way|in train",
    "business as usual": r"(?:moved (?:in)?to )?(?:bau|business as usual)",
    "not applicable": r"n/?a|n\.a\.?|not applicable",
    "overdue": r"overdue",
}
STATUS = {
    word: re.compile(
        rf"(?:(?:this|it|action|work|task|all|now|is|has|been|actions)\s+)*(?:{phrase})"
        rf"(?:\s+(?:in|on|at|as of))*"
    )
    for word, phrase in STATUSES.items()
}

ASKED = (
    "insert|confirm|add|provide|advise|update|agree|send|supply|check|complete|set|clarify|decide"
    "|review|populate|fill|input|give|let|propose|share|find|establish|finalise|verify|respond"
)
_NOT_A_NAME = [
    "date",
    "dates",
    "need",
    "needs",
    "due",
    "still",
    "yet",
    "plan",
    "plans",
    "subject",
    "timescale",
    "timescales",
    "ongoing",
    "how",
    "want",
    "to",
    "tbc",
    "work",
    "when",
    "once",
    "start",
    "end",
    "time",
    "times",
    "is",
    "are",
    "was",
    "be",
    "further",
    "process",
]
_NAME = rf"(?!(?:{'|'.join(_NOT_A_NAME)})\b)[a-z][\w'’.-]*"
_NAMES = rf"{_NAME}(?:(?:\s*[/&,]\s*|\s+and\s+|\s+){_NAME}){{0,3}}?"
WAITING = (
    re.compile(rf"^(?P<who>{_NAMES})\s+to\s+(?:re-?)?(?:{ASKED})\b", re.I),
    re.compile(
        r"^(?:(?i:waiting|waits|awaiting)\s+(?i:on|for|(?:confirmation|response|reply|date|advice|input)"
        r"\s+from)|(?i:awaiting|ask|check with|with))\s+"
        r"(?P<who>[A-Z][\w'’.-]*(?:\s+[A-Z][\w'’.-]*){0,2})(?:\s+to\b.*)?$"
    ),
)

BY = re.compile(
    r"\b(?:by|due|deadline|no later than|on or before|before|until|till|up to|ends?|ending)\b"
)
FROM = re.compile(
    r"\b(?:from|start(?:s|ing|ed)?|commenc(?:e|es|ed|ing)|begin(?:s|ning)?|since|effective|wef)\b"
)
ONWARDS = re.compile(r"^[\s,]*onwards?\b")
ABOUT = re.compile(
    r"\b(?:about|around|approx(?:imately|\.)?|circa|ca?\.|roughly|probably|likely|provisional(?:ly)?"
    r"|est(?:imated|\.)?|expected|anticipated|hopefully|possibly|maybe|before)(?![a-z])|~|\?"
)
REVIEW = re.compile(r"\breview(?:ed)?\b")
DEADLINE = re.compile(r"\b(?:no|not) later than\b|\bon or before\b")
# words that change what a date near them means: no reading is then silent
CHANGES_MEANING = re.compile(
    r"\b(?:not|no|after|pending|await\w*|waiting|subject|depend\w*|unless|if|delay\w*|previous\w*|was"
    r"|were|original\w*|moved?|slip\w*|postpone\w*|instead|revis\w*|chang\w*|cancel\w*|unlikely"
    r"|miss\w*|or|following|once|when|prior|than|but|early|mid|middle|late|later|weeks?|wk|months?"
    r"|days?|years?|quarters?|terms?|half|hold|paused|suspended)\b|[£%+<>]"
)
