"""Letters: to the guardians about absence, and to everybody at the start of the school year.

The rules of this file: what a letter says follows from a duty that stands (three days, no accepted ground, ten days
ill); it goes to the guardians with parental responsibility and to nobody else; where the address is protected a leader
signs, as a leader calls. The guide's own words stand as quotes, all else is told in ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from rules.duties.duty import Duty
from rules.duties.reckoning import duties
from rules.follow_up import DutyText
from rules.guide import Level, Source
from tui.day_words import dates
from tui.language import N_, _, ngettext
from tui.paper.matter import Matter, NothingToPrint, date_said, from_guide, home_of, leader_of, paper, teacher_of
from tui.paper.paper import Block, Facts, Heading, Items, Paper, Quote, Room, Signatures, Words
from tui.todo import known_of

#: What somebody names a letter by, the duty it follows from, and its title.
LETTERS: Mapping[str, tuple[str, str]] = {
    "contact": ("contact-home", N_("Vi vil gjerne snakke med dere om fraværet")),
    "unexcused": ("contact-home-unexcused", N_("Fravær uten melding eller godtatt grunn")),
    "certificate": ("ask-certificate", N_("Legeerklæring ved langt sykefravær")),
}
NO_LETTER = N_("Det er ikke noe fravær nå som veilederen ber skolen skrive om. Velg med --which: {known}.")
NO_SUCH = N_("Det finnes ikke noe brev «{which}». Disse finnes: {known}.")
NO_HOME = N_("Ingen foresatt med foreldreansvar står oppført for eleven, så brevet har ingen mottaker.")
NOT_NOW = N_("Det er ikke noe fravær som brevet «{which}» kan handle om.")


def guardian_letter(matter: Matter) -> Paper:
    """The letter that what stands calls for, or the one that was named."""
    which, duty = _which(matter)
    duty_id, title = LETTERS[which]
    text = matter.seen.follow_up.duty(duty_id)
    says: Callable[[Matter, Duty | None, DutyText], Iterator[Block]] = SAYS[which]
    blocks: list[Block] = [Facts(_head(matter))]
    blocks += says(matter, duty, text)
    blocks += _sender(matter)
    return paper(matter, "brev-til-foresatte", _(title), blocks, source=from_guide(matter.seen, text.place))


def guide_info(matter: Matter) -> Paper:
    """What the guide wants students and guardians told when the school year begins (page 4)."""
    seen = matter.seen
    follow_up, title = seen.follow_up, _("Til elever og foresatte: om fravær")
    limits = [
        limit.source.quote
        for rule in seen.guide.rules
        for limit in rule.limits
        if limit.source is not None and limit.level is Level.WORRYING
    ]
    tried = follow_up.duty("meeting-2").numbers
    call, leads = follow_up.duty("call-home-now"), "" if matter.blank else leader_of(seen)
    blocks: list[Block] = [
        Words(_("Vi følger med på fravær fordi det ofte er det første tegnet på at noe er vanskelig. Jo tidligere "
                "hjem og skole snakker sammen, jo lettere er det å gjøre noe med det.")),
        Heading(_("Hva vi kaller bekymringsfullt fravær")),
        Items(tuple(dict.fromkeys(limits))),
        Words(_("Når grensen er nådd, snakker vi med dere og vurderer sammen. En grense er ikke en dom.")),
        Heading(_("Si fra til oss")),
        Words(_("Ved fravær: gi melding før kl. {time}. Hører vi ingenting, ringer vi hjem før kl. {due}.").format(
            time=f"{call.times['message_by']:%H:%M}", due=f"{call.times['due']:%H:%M}")),
        Words(_("Si også fra når det er vanskelig å komme på skolen, for eksempel med:")),
        Items((", ".join(item.text for item in follow_up.signs_home),)),
        Heading(_("Vi sier fra til dere")),
        Words(_("når vi ser tegn på at eleven ikke har det bra på skolen, for eksempel:")),
        Items((", ".join(item.text for item in follow_up.signs_school),)),
        Quote(follow_up.remark_on_signs, from_place(follow_up.duty("tell-guardians").source)),
        Heading(_("Lang sykdom")),
        *_long_illness(follow_up.duty("ask-certificate")),
        Heading(_("Slik følger skolen opp")),
        Items((
            _("Kontaktlæreren tar kontakt etter {days} dagers fravær.").format(
                days=follow_up.duty("contact-home").numbers["days"]),
            _("Er fraværet bekymringsfullt, spør vi dere, eleven og lærerne hva som ligger bak."),
            _("Vi møtes til samarbeidsmøte, og blir enige om en avtale med trinn, ansvar og en plan B."),
            _("Etter {first} til {last} dager ser vi sammen på hva som har virket, og hva som skal skje videre.")
            .format(first=tried["first_day"], last=tried["last_day"]),
        )),
        Heading(_("Hvem dere kan snakke med")),
        Facts(((_("Kontaktlærer"), ""), (_("Ledelsen"), leads), (_("Telefon til skolen"), ""))),
    ]  # fmt: skip
    source = from_guide(seen, from_place(follow_up.duty("inform-at-start").source))
    return paper(matter, "om-fravaer-ved-skolestart", title, blocks, source=source, about="")


def from_place(source: Source | None) -> str:
    """``s. 4``."""
    return _("s. {page}").format(page=source.page) if source else ""


# Which letter, from what.


def _which(matter: Matter) -> tuple[str, Duty | None]:
    which = matter.which
    if which and which not in LETTERS:
        raise NothingToPrint(NO_SUCH, which=which, known=", ".join(LETTERS))
    if matter.blank:
        return which or "contact", None
    if not home_of(matter.student):
        raise NothingToPrint(NO_HOME)
    standing = _standing(matter)
    if which:
        if which not in standing:
            raise NothingToPrint(NOT_NOW, which=which)
        return which, standing[which]
    if not standing:
        raise NothingToPrint(NO_LETTER, known=", ".join(LETTERS))
    newest = max(standing, key=lambda each: (standing[each].met_at is None, standing[each].due))
    return newest, standing[newest]


def _standing(matter: Matter) -> dict[str, Duty]:
    """The last duty of each letter; one that is not met yet goes first."""
    one = matter.student
    found = [each for each in duties(known_of(matter.seen), [one.id]) if each.opens <= matter.seen.now]
    of = {which: [d for d in found if d.id == duty_id] for which, (duty_id, _title) in LETTERS.items()}
    return {which: max(own, key=lambda d: (d.met_at is None, d.due)) for which, own in of.items() if own}


def _head(matter: Matter) -> tuple[tuple[str, str], ...]:
    one = matter.one
    if one is None:
        return (_("Til"), ""), (_("Elev"), ""), (_("Klasse"), ""), (_("Dato"), "")
    return (_("Til"), ", ".join(home_of(one))), (_("Dato"), date_said(matter.seen.today))


def _sender(matter: Matter) -> Iterator[Block]:
    one = matter.one
    protected = one is not None and one.protected_address
    yield Words(_("Vennlig hilsen"))
    name = "" if one is None else leader_of(matter.seen) if protected else teacher_of(matter)
    yield Signatures(((_("ledelsen") if protected else _("kontaktlærer"), name, ""),))
    yield Facts(((_("Telefon til skolen"), ""),))


def _days(matter: Matter, duty: Duty | None, said: str, blank: str) -> Iterator[Block]:
    if duty is None or matter.one is None:
        yield Words(_(blank))
        yield Room(1)
    else:
        yield Words(said.format(name=matter.one.given, count=len(duty.days), days=dates(duty.days)))


# What each says.


def _contact(matter: Matter, duty: Duty | None, text: DutyText) -> Iterator[Block]:
    count = len(duty.days) if duty else 0
    said = ngettext("{name} har vært borte {count} skoledag på rad: {days}.",
                    "{name} har vært borte {count} skoledager på rad: {days}.", count)  # fmt: skip
    yield from _days(matter, duty, said, N_("Eleven har vært borte disse skoledagene:"))
    yield Words(_("Vi vil gjerne høre hvordan det går, og om det er noe vi kan gjøre. Ring oss, eller si når vi kan "
                  "ringe dere, så snart som mulig. En melding er fint, men vi trenger også en samtale."))  # fmt: skip
    yield Words(_("Er det blitt vanskelig å komme på skolen, vil vi gjerne vite det tidlig. Da er det lettest å finne "
                  "ut av det sammen."))  # fmt: skip
    if text.source:
        yield Quote(text.source.quote, from_place(text.source))


def _unexcused(matter: Matter, duty: Duty | None, text: DutyText) -> Iterator[Block]:
    said = _("{name} er ført borte uten at vi har fått melding, eller med en grunn som ikke er godtatt: {days}.")
    yield from _days(
        matter, duty, said, N_("Eleven er ført borte uten melding, eller uten godtatt grunn, disse dagene:")
    )
    by = matter.seen.follow_up.duty("call-home-now").times["message_by"]
    yield Words(_("Ta kontakt i dag, så vi får vite hva som er grunnen. Er føringen feil, retter vi den."))
    yield Words(_("Ved fravær gir hjemmet melding før kl. {time}.").format(time=f"{by:%H:%M}"))
    if text.source:
        yield Quote(text.source.quote, from_place(text.source))


def _certificate(matter: Matter, duty: Duty | None, text: DutyText) -> Iterator[Block]:
    said = _("{name} har vært syk {count} skoledager på rad: {days}.")
    yield from _days(matter, duty, said, N_("Eleven har vært syk disse skoledagene:"))
    yield Words(_("Vi håper det snart går bedre, og ber om en legeerklæring for dagene."))
    yield from _long_illness(text, only_grades=matter)


def _long_illness(text: DutyText, only_grades: Matter | None = None) -> Iterator[Block]:
    yield Words(_("Etter {days} dager med sykdom viser dere fram en legeerklæring.").format(days=text.numbers["days"]))
    yield Words(_("Er sykdommen langvarig eller kronisk, samarbeider vi tett med dere, og vurderer sammen om "
                  "skolehelsetjenesten skal følge opp."))  # fmt: skip
    if only_grades is None or only_grades.blank or _grade(only_grades) >= text.numbers["grade_from"]:
        from_grade = text.numbers["grade_from"]
        yield Words(_("På ungdomstrinnet (fra {grade}. trinn): langt fravær uten legeerklæring kan føre til at skolen "
                      "ikke kan vurdere eleven, og at eleven ikke kan ta faget på nytt. Med legeerklæring har eleven "
                      "den retten.").format(grade=from_grade))  # fmt: skip


def _grade(matter: Matter) -> int:
    return next((one.grade for one in matter.seen.school.classes if one.name == matter.school_class), 0)


SAYS = {"contact": _contact, "unexcused": _unexcused, "certificate": _certificate}
