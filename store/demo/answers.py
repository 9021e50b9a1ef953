"""What Tonje, Jens, their school and their homes say in the forms, in a few words of our own.

The rule of this file: answers by the question's key, and nothing else; what nobody answers here is "vet ikke".
"""

from __future__ import annotations

from rules.case.events import AnswerKind, Graded
from store.demo.diary import Said

DONT_KNOW = AnswerKind.DONT_KNOW

TONJES_SCHOOL = {
    "absence": Said("Borte fra mandag i uka etter influensaen, hele dager."),
    "history": Said("Nei, lite fravær før i høst."),
    "bullying": Said("Ikke som vi vet.", yes=False),
    "competence": Said("Flink i alle fag, litt forsiktig i gruppe."),
    "adults": Said("Kontaktlærer siden 3. trinn. Mange vikarer i høst."),
    "peers": Said("To nære venninner i klassen."),
    "predictable": Said("Urolig start: kurs og vikarer."),
}
TONJE = {
    "likes": Said("Å leke med venninnene mine."),
    "hard": Said("Å gå inn når alle er der."),
    "feelings": Said("Det knyter seg i magen."),
    "worries": Said("At det skal skje noe med mamma."),
    "bullying": Said("Nei.", yes=False),
    "adults": Said("Læreren min."),
}
TONJES_ROOM = {
    "situation": Said("Gjøre seg klar og gå til skolen."),
    "thought": Said("At mamma ikke kommer hjem, og at hun blir alene."),
    "feeling": Said("Redd."),
    "behaviour": Said("Gråter og stritter imot i døra."),
    "body": Said("Løs mage og kvalme."),
    "graded": Said(graded=(Graded("Gå inn porten alene", 8), Graded("Skifte rom", 5), Graded("Lunsj i klassen", 3))),
}
TONJES_MOTHER = {
    "well-being": Said("Har trodd at hun trives."),
    "bullying": Said("Nei.", yes=False),
    "health": Said("Frisk, sier legen."),
    "changes": Said("Skilt for halvannet år siden; far har flyttet og har fått en sønn."),
    "share-of-responsibility": Said("Mor på hverdager, far annenhver helg."),
    "wishes": Said("At hun går glad til skolen."),
}

JENSS_SCHOOL = {
    "absence": Said("Enkeltdager og halve dager i høst, aldri onsdager med musikk; borte siden vinterferien."),
    "history": Said("Perioder med fravær før, av astma og allergi."),
    "bullying": Said("Det er uro i klassen; vi må se nærmere på det.", answer=DONT_KNOW),
    "competence": Said("God i musikk. Strever i teorifagene."),
    "exceptions": Said("Kommer på onsdager, da er det musikk."),
    "adults": Said("Ressurslærer."),
    "peers": Said("Få; ny i klassen."),
}
JENS = {
    "likes": Said("Musikk."),
    "hard": Said("Når jeg må svare foran de andre."),
    "thoughts": Said("At jeg ikke er flink, og at de synes jeg er rar."),
    "bullying": Said("De erter meg for dialekten.", yes=True),
    "tempting": Said("Spille på nett."),
    "adults": Said("Ressurslæreren."),
}
JENSS_ROOM = {
    "situation": Said("Gå til skolen."),
    "thought": Said("Ikke flink nok, og annerledes enn de andre."),
    "feeling": Said("Ubehag og uro."),
    "behaviour": Said("Låser seg inne om morgenen."),
    "body": Said("Hodepine, tung pust."),
    "graded": Said(
        graded=(
            Graded("Svare høyt i klassen", 10),
            Graded("Gå gjennom skolegården", 8),
            Graded("Gruppe med to andre", 4),
            Graded("Musikk", 2),
        )
    ),
}
JENSS_MOTHER = {
    "understanding": Said("Vi tror han gruer seg."),
    "bullying": Said("Han vil ikke si noe om det.", answer=DONT_KNOW),
    "when-away": Said("Sitter ved PC-en."),
    "health": Said("Astma og allergi."),
    "changes": Said("Flyttet hit fra ei bygd på Sørlandet."),
    "share-of-responsibility": Said("Begge."),
    "wishes": Said("At han er med de andre."),
}
