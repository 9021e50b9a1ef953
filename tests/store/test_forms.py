"""What the door promises about forms: a version is never changed, and other words are another version."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from rules.follow_up import Form, Kind, Offer, Question, Section, Template, follow_up
from store.door import Store
from store.errors import StoreError
from tests.store.bommen import AT, later

Again = Callable[[], Store]

HINT = "Hva er det,\nog når?"
SCHOOL = Form(
    "school",
    1,
    "Kartlegging",
    "Skolens skjema",
    "Appendiks 2",
    "school",
    (
        Question("q1", "Når begynte fraværet?", HINT, offer=Offer.PATTERN),
        Question("q2", "Blir eleven mobbet?", kind=Kind.YES_NO, theme="bullying"),
    ),
)
PLAN = Template("day-plan", 1, "Dagsplan", "Appendiks 6", (Section("deadlines", "Frister", "deadline"),))


def reworded(version: int = 1, text: str = "Når startet fraværet?") -> Form:
    first, *rest = SCHOOL.questions
    fresh = (msgspec.structs.replace(first, text=text), *rest)
    return msgspec.structs.replace(SCHOOL, version=version, questions=fresh)


def install(store: Store, *forms: Form) -> list[int]:
    """The versions of the form there are then."""
    store.install_forms(forms, (), "eva", AT)
    return [form.version for form in store.forms() if form.id == SCHOOL.id]


def test_a_school_without_forms_has_none(store: Store) -> None:
    assert (store.forms(), store.templates()) == ((), ())
    assert not (store.folder / "forms.json").exists()


def test_installed_forms_are_there_word_for_word(store: Store, again: Again) -> None:
    before = store.revision()
    store.install_forms([SCHOOL], [PLAN], "eva", AT)

    assert (again().forms(), again().templates()) == ((SCHOOL,), (PLAN,))
    assert store.changed_since(before).forms
    assert not store.changed_since(before).school


def test_installing_again_writes_nothing(store: Store) -> None:
    store.install_forms([SCHOOL], [PLAN], "eva", AT)
    before = store.revision()
    store.install_forms([SCHOOL], [PLAN], "adm", later(1))

    assert store.revision() == before


def test_other_words_are_the_next_version_and_the_first_stays_as_it_was(store: Store, again: Again) -> None:
    install(store, SCHOOL)

    assert install(store, reworded()) == [1, 2]
    assert again().forms() == (SCHOOL, reworded(2))
    assert install(store, reworded()) == [1, 2]
    assert install(store, SCHOOL) == [1, 2]


def test_a_version_of_the_guide_s_comes_after_those_of_the_school(store: Store) -> None:
    install(store, SCHOOL, reworded())
    guides = reworded(2, "Hvor lenge har fraværet vart?")

    assert install(store, guides) == [1, 2, 3]
    assert install(store, guides) == [1, 2, 3]
    assert store.forms()[-1] == msgspec.structs.replace(guides, version=3)


def test_a_school_may_go_back_to_the_words_it_had(store: Store) -> None:
    install(store, SCHOOL, reworded())

    assert install(store, msgspec.structs.replace(SCHOOL, version=2)) == [1, 2, 3]
    assert store.forms()[-1].questions == SCHOOL.questions


@pytest.mark.parametrize(
    "wrong",
    [
        msgspec.structs.replace(SCHOOL, version=0),
        msgspec.structs.replace(SCHOOL, id=""),
        msgspec.structs.replace(SCHOOL, questions=()),
        msgspec.structs.replace(SCHOOL, questions=(SCHOOL.questions[0],) * 2),
        msgspec.structs.replace(SCHOOL, questions=(Question("", "Hva?"),)),
    ],
)
def test_a_form_whose_answers_could_not_be_found_again_is_refused(store: Store, wrong: Form) -> None:
    with pytest.raises(StoreError, match="Kartlegging"):
        store.install_forms([SCHOOL, wrong], (), "eva", AT)
    assert store.forms() == ()


def test_what_a_school_typed_is_cleaned(store: Store) -> None:
    install(store, reworded(text="Når\u202e\n begynte\x00 det?"))

    assert store.forms()[0].questions[0].text == "Når\n begynte det?"


def test_stock_tinydb_opens_the_file(store: Store) -> None:
    from tinydb import TinyDB, where

    store.install_forms([SCHOOL], [PLAN], "eva", AT)
    with TinyDB(store.folder / "forms.json", encoding="utf-8") as forms:
        (found,) = forms.table("forms").search((where("form") == "school") & (where("version") == 1))
        assert found["questions"][0]["hint"] == HINT
        assert (found["by"], found["at"]) == ("eva", AT.isoformat())
        assert len(found["id"]) == 14


def test_the_same_forms_are_the_same_object(store: Store) -> None:
    store.install_forms([SCHOOL], [PLAN], "eva", AT)
    before = store.forms()
    Store(store.folder).install_forms([SCHOOL, reworded()], (), "eva", AT)

    assert store.forms()[0] == before[0]
    assert store.templates() == (PLAN,)


def test_the_guide_s_own_forms_are_kept_letter_for_letter(store: Store, again: Again) -> None:
    guide = follow_up("aas")
    store.install_forms(guide.forms, guide.templates, "init", AT)

    assert (again().forms(), again().templates()) == (guide.forms, guide.templates)
