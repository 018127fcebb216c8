# ruff: noqa: E501 - outlines are long
"""The marks and the letters in them as SVG, for drawings that stand alone (a trend strip, a chart).

Outlines of Atkinson Hyperlegible Bold (SIL Open Font Licence), so no font can lose them. The sprite of
the pages (templates/components/_marks.html) and the PDF's style sheet hold the same shapes.
"""

# 24 by 24 units each
MARKS = {
    "red": '<rect x="1" y="1" width="22" height="22" rx="2" fill="#a3191f"/><path fill="#fff" transform="translate(5.94 18.50) scale(0.0195 -0.0195)" d="M44 0V668H301Q388 668 456 651Q525 634 564 589Q604 544 604 461Q604 423 590 386Q576 348 542 317Q507 286 443 269L637 0H454L273 252H202V0ZM202 384H306Q362 384 400 398Q437 413 437 459Q437 506 400 520Q362 535 306 535H202Z"/>',
    "amber": '<path d="M12 1.6 23.2 22.2H.8Z" stroke-width="1.6" stroke-linejoin="round" fill="#f0a30a" stroke="#6b4500"/><path fill="#14181d" transform="translate(6.63 20.50) scale(0.0156 -0.0156)" d="M5 0 258 668H432L685 0H513L473 119H217L177 0ZM260 247H430L344 501Z"/>',
    "green": '<circle cx="12" cy="12" r="10.2" stroke-width="2.2" fill="#fff" stroke="#0a6638"/><path fill="#0a6638" transform="translate(5.78 17.50) scale(0.0165 -0.0165)" d="M352 -12Q254 -12 183 30Q112 73 74 152Q35 230 35 336Q35 442 78 519Q121 596 198 638Q274 680 375 680Q463 680 534 645Q604 610 644 542L508 486Q492 512 458 531Q425 550 373 550Q326 550 287 526Q248 502 225 454Q202 407 202 336Q202 231 250 174Q298 118 376 118Q413 118 447 128Q481 139 503 164Q525 189 525 231V250H375V378H683V0H579L557 74Q493 -12 352 -12Z"/>',
    "blue": '<rect x="2" y="2" width="20" height="20" rx="2" stroke-width="2.2" fill="#fff" stroke="#1d4f91"/><path d="m6.6 12.4 3.8 3.9 7-8.4" fill="none" stroke-width="2.6" stroke="#1d4f91"/>',
    "unconfirmed": '<rect x="2" y="2" width="20" height="20" stroke-width="1.8" stroke-dasharray="3 2" fill="#fff" stroke="#5c6772"/><path d="M2 9 9 2M2 16 16 2M2.5 21.5l19-19M8 22 22 8M15 22l7-7" stroke-width="1.1" fill="none" stroke="#5c6772"/><rect x="7" y="5" width="10" height="14" fill="#fff"/><path fill="#14181d" transform="translate(6.49 18.00) scale(0.0180 -0.0180)" d="M186 243V255Q188 303 202 333Q215 363 243 384Q271 406 315 427Q362 449 385 462Q408 476 408 501Q408 526 380 542Q351 558 303 558Q259 558 224 541Q190 524 177 486L40 536Q68 606 139 643Q210 680 309 680Q375 680 433 662Q491 643 528 606Q564 568 564 509Q564 443 528 406Q491 370 438 345Q393 324 369 306Q345 288 341 253L340 243ZM264 -12Q224 -12 196 17Q167 46 167 86Q167 127 196 155Q224 183 264 183Q305 183 333 155Q361 127 361 86Q361 46 333 17Q305 -12 264 -12Z"/>',
    "not_started": '<circle cx="12" cy="12" r="9.6" stroke-width="1.8" stroke-dasharray="2.4 2.6" fill="#fff" stroke="#5c6772"/>',
    "on_hold": '<circle cx="12" cy="12" r="10" stroke-width="2" fill="#fff" stroke="#5c6772"/><path d="M9.2 7.5v9M14.8 7.5v9" stroke-width="2.6" stroke="#5c6772"/>',
    "not_rated": '<path d="M5 12h14" stroke-width="2.4" stroke="#5c6772"/>',
}
MARKS["cancelled"] = MARKS[""] = MARKS["not_rated"]

# letter -> outline, 1000 units to the em, y upwards; and how far left of its middle it begins
LETTERS = {
    "red": (
        "M44 0V668H301Q388 668 456 651Q525 634 564 589Q604 544 604 461Q604 423 590 386Q576 348 542 317Q507 286 443 269L637 0H454L273 252H202V0ZM202 384H306Q362 384 400 398Q437 413 437 459Q437 506 400 520Q362 535 306 535H202Z",
        340,
    ),
    "amber": ("M5 0 258 668H432L685 0H513L473 119H217L177 0ZM260 247H430L344 501Z", 340),
    "green": (
        "M352 -12Q254 -12 183 30Q112 73 74 152Q35 230 35 336Q35 442 78 519Q121 596 198 638Q274 680 375 680Q463 680 534 645Q604 610 644 542L508 486Q492 512 458 531Q425 550 373 550Q326 550 287 526Q248 502 225 454Q202 407 202 336Q202 231 250 174Q298 118 376 118Q413 118 447 128Q481 139 503 164Q525 189 525 231V250H375V378H683V0H579L557 74Q493 -12 352 -12Z",
        340,
    ),
}
