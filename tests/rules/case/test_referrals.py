"""Every partner of the guide: who refers, and only with consent where it is asked for."""

from __future__ import annotations

import pytest

from rules.case.check_told import check_told
from rules.case.events import ConsentGiven, Referred
from rules.case.workflow import StepNotAllowed
from rules.follow_up import Partner, Sender, follow_up
from tests.rules.case.telling import DAY, TONJE, Story

GUIDE = follow_up("aas")
TAKES = [partner for partner in GUIDE.partners if partner.senders]
OF_THE_HOME = {Sender.GUARDIANS, Sender.STUDENT}


def refusal(partner: Partner, sender: Sender, consent_to: str = "") -> str:
    """What is said against a referral, with a consent that was given to somebody."""
    story = Story().decided()
    if consent_to:
        story.tell(ConsentGiven, id="yes", whom="Mona Aas", what=consent_to)
    story.tell(
        Referred,
        partner=partner.key,
        sender=sender,
        consent="yes" if consent_to else "",
        purpose=partner.purposes,
    )
    *before, referral = story.events
    story.events[:] = before
    try:
        check_told(story.case, [referral], today=DAY, follow_up=GUIDE, student=TONJE)
    except StepNotAllowed as refused:
        return str(refused)
    return ""


@pytest.mark.parametrize("partner", TAKES, ids=lambda partner: partner.key)
def test_others_than_the_home_refer_only_with_consent_where_the_guide_asks_for_it(partner: Partner) -> None:
    sender = next(sender for sender in partner.senders if sender not in OF_THE_HOME)

    assert ("trenger samtykke" in refusal(partner, sender)) == partner.consent
    assert refusal(partner, sender, partner.key) == ""


@pytest.mark.parametrize("partner", TAKES, ids=lambda partner: partner.key)
def test_whom_the_guide_does_not_name_cannot_refer_and_is_told_who_can(partner: Partner) -> None:
    for sender in set(Sender) - set(partner.senders):
        assert "Det kan:" in refusal(partner, sender, partner.key)


def test_all_but_child_welfare_ask_for_consent() -> None:
    assert [partner.key for partner in GUIDE.partners if not partner.consent] == ["child_welfare"]


def test_child_welfare_takes_a_report_from_anybody() -> None:
    child_welfare = GUIDE.partner("child_welfare")

    assert {sender for sender in Sender if refusal(child_welfare, sender)} == {Sender.CHILD_WELFARE}
