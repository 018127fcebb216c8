"""The committee report: numbered sections, four kinds of answer, and no approval while one is missing."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from reports import publish
from reports.committee import SECTIONS, State, Text, missing, paper
from reports.committee.sections import answer
from reports.kinds import Kind
from reports.models import Edition, EditionText
from reports.publish.texts import mark_of
from tests.reports import registers, samples
from tests.reports.conftest import JULY

WRITTEN = {each.key: Text(each.key, State.TEXT, f"Words of {each.key}.") for each in SECTIONS}
NOW = datetime(2020, 8, 7, 7, 0, tzinfo=UTC)


def document(*texts: Text, **changes):
    made = samples.document(samples.snapshot(**{**registers.every(), **changes}))
    return replace(made, kind=Kind.COMMITTEE, texts=texts)


class TestNumbering:
    def test_sections_stand_in_the_order_of_the_seed_and_are_numbered_through(self):
        body = paper(document())
        assert [(each.number, each.section.title) for each in body.sections] == [
            (1, "Purpose"),
            (2, "Recommendations"),
            (3, "Key issues"),
            (4, "Reasons"),
            (5, "Resource implications"),
            (6, "Legal implications"),
            (7, "Equality and sustainable development implications"),
            (8, "Safeguarding and corporate parenting implications"),
            (9, "Consultees"),
            (10, "Background papers"),
            (11, "Author"),
            (12, "Contact details"),
        ]

    def test_a_blank_line_begins_a_numbered_paragraph_and_the_facts_follow(self):
        body = paper(document(Text("background", State.TEXT, "One.\n\nTwo.")))
        numbers = [each.number for each in body.sections[2].paragraphs]
        assert numbers == [f"3.{n}" for n in range(1, len(numbers) + 1)]
        assert [each.words for each in body.sections[2].paragraphs[:2]] == ["One.", "Two."]
        assert body.sections[2].paragraphs[2].words.startswith("Overall the programme is rated Red")

    def test_blank_nil_and_not_applicable_print_as_three_things(self):
        body = paper(document(Text("legal", State.NIL), Text("equality", State.NOT_APPLICABLE)))
        said = {each.section.key: each.paragraphs[0].words for each in body.sections}
        assert (said["legal"], said["equality"], said["safeguarding"]) == (
            "None.", "Not applicable.", "Not given.",
        )  # fmt: skip

    def test_only_what_is_asked_of_this_committee_is_recommended(self):
        asked = (
            registers.decision(
                1, title="Agree the contract", board="Integrated Commissioning Board"
            ),
            registers.decision(2, title="Agree another thing", board="Another board"),
        )
        words = [each.words for each in paper(document(decisions=asked)).sections[1].paragraphs]
        assert len(words) == 1
        assert words[0].startswith("Agree the contract.")

    def test_with_nothing_asked_the_committee_is_to_note_it(self):
        (only,) = paper(document(decisions=())).sections[1].paragraphs
        assert (only.number, only.words) == ("2.1", "The committee is asked to note this report.")


class TestAnswers:
    def test_a_text_and_none_together_are_refused(self):
        with pytest.raises(ValueError, match="not both"):
            answer("Words", State.NIL)

    def test_only_spaces_are_no_text(self):
        assert answer("  \n ", None) == (State.BLANK, "")

    def test_only_blank_is_missing(self):
        said = {**WRITTEN, "legal": Text("legal", State.NIL), "reasons": Text("reasons")}
        assert [each.key for each in missing(said.values())] == ["reasons"]


@pytest.fixture
def begun(board, quick_renderer, clock, cast) -> Edition:
    """July's committee report, begun by the manager; its draft is there."""
    edition = publish.begin_committee(board, JULY, meeting=None, by=cast["manager"], now=clock())
    assert publish.work(edition.pk, clock=clock) == "ready"
    return Edition.objects.get(pk=edition.pk)


def write(edition, cast, clock, **answers) -> list[str]:
    stands = {
        each.key: Text(each.key, State(each.state), each.text) for each in edition.texts.all()
    }
    seen = {each.key: mark_of(stands.get(each.key, Text(each.key))) for each in SECTIONS}
    return publish.write_texts(edition, answers, seen=seen, by=cast["manager"], now=clock())


@pytest.mark.django_db
class TestWriting:
    def test_it_begins_with_its_author_and_is_begun_once(self, begun, board, cast, clock):
        said = dict(begun.texts.values_list("key", "text"))
        assert said == {"author": "Imogen Farrow", "contact": "imogen.farrow@calderbrook.example"}
        again = publish.begin_committee(board, JULY, meeting=None, by=cast["manager"], now=clock())
        assert again == begun

    def test_a_month_that_is_not_over_is_refused(self, board, cast, clock):
        with pytest.raises(publish.Refused, match="August 2020 is not over"):
            publish.begin_committee(board, JULY.next, meeting=None, by=cast["manager"], now=clock())

    def test_without_a_day_for_papers_it_is_not_held(self, begun):
        assert begun.due_at is None

    def test_a_blank_section_keeps_it_from_being_approved(self, begun, cast, clock):
        write(begun, cast, clock, **{**WRITTEN, "legal": Text("legal"), "reasons": Text("reasons")})
        publish.work(begun.pk, clock=clock)
        begun.refresh_from_db()
        with pytest.raises(publish.Refused, match="Reasons and Legal implications are not given"):
            publish.approve(begun, by=cast["sponsor"], now=clock())
        assert Edition.objects.get().state == "ready"

    def test_writing_makes_the_draft_anew_and_keeps_who_wrote(self, begun, cast, clock):
        was = begun.draft_sha256
        assert write(begun, cast, clock, purpose=WRITTEN["purpose"]) == ["Purpose"]
        begun.refresh_from_db()
        assert begun.state == "frozen"
        publish.work(begun.pk, clock=clock)
        begun.refresh_from_db()
        assert begun.draft_sha256 != was
        row = EditionText.objects.get(key="purpose")
        assert row.history.get().history_user == cast["manager"]

    def test_whole_it_is_approved_and_then_nobody_writes(self, begun, cast, clock):
        write(begun, cast, clock, **WRITTEN)
        publish.work(begun.pk, clock=clock)
        begun.refresh_from_db()
        publish.approve(begun, by=cast["sponsor"], now=clock())
        with pytest.raises(publish.Refused, match="stand as they are"):
            write(begun, cast, clock, purpose=Text("purpose", State.TEXT, "Other words."))
        assert publish.work(begun.pk, clock=clock) == "sending"

    def test_a_draft_that_changed_since_it_was_read_is_not_approved(self, begun, cast, clock):
        seen = begun.draft_sha256
        write(begun, cast, clock, **WRITTEN)
        publish.work(begun.pk, clock=clock)
        begun.refresh_from_db()
        with pytest.raises(publish.Refused, match="changed after you opened it"):
            publish.approve(begun, by=cast["sponsor"], now=clock(), seen=seen)

    def test_two_who_write_in_one_section_lose_nothing(self, begun, cast, clock):
        blank = {each.key: mark_of(Text(each.key)) for each in SECTIONS}
        first = {"purpose": Text("purpose", State.TEXT, "Hers.")}
        second = {
            "purpose": Text("purpose", State.TEXT, "His."),
            "legal": Text("legal", State.NIL),
        }
        publish.write_texts(begun, first, seen=blank, by=cast["manager"], now=clock())
        with pytest.raises(publish.Clash, match="Purpose"):
            publish.write_texts(begun, second, seen=blank, by=cast["sponsor"], now=clock())
        assert begun.texts.get(key="purpose").text == "Hers."
        assert not begun.texts.filter(key="legal").exists()

    def test_a_new_version_begins_with_the_words_of_the_old(self, begun, cast, clock):
        fresh = publish.reissue(
            begun, by=cast["manager"], now=clock(), note="A word.", fresh_facts=False
        )
        assert (fresh.kind, fresh.version) == ("committee", 2)
        assert fresh.texts.get(key="author").text == "Imogen Farrow"


@pytest.mark.django_db
class TestPages:
    def test_the_office_begins_one_from_the_boards_page(self, board, signed_in, frozen_day):
        client = signed_in("manager")
        assert (
            f"/boards/{board.pk}/committee/" in client.get(f"/boards/{board.pk}/").content.decode()
        )
        reply = client.post(f"/boards/{board.pk}/committee/", {"month": "2020-07"}, follow=True)
        assert "Not given yet: Meeting and date, Wards affected, Purpose" in reply.content.decode()
        assert Edition.objects.get().kind == "committee"

    def test_both_a_text_and_none_is_told_at_the_section_and_nothing_is_lost(
        self, begun, signed_in
    ):
        reply = signed_in("manager").post(
            f"/reports/{begun.pk}/sections/", {"legal": "The Act.", "legal_none": "nil"}
        )
        assert reply.status_code == 422
        page = reply.content.decode()
        assert "Legal implications: either write a text or say that there is none" in page
        assert ">\nThe Act.</textarea>" in page

    def test_while_a_section_is_missing_the_page_names_it_and_has_no_button(
        self, begun, signed_in, cast, clock
    ):
        page = signed_in("sponsor").get(f"/reports/{begun.pk}/").content.decode()
        assert "It cannot be approved yet. Not given: Meeting and date" in page
        assert "Approve" not in page
        write(begun, cast, clock, **WRITTEN)
        publish.work(begun.pk, clock=clock)
        page = signed_in("sponsor").get(f"/reports/{begun.pk}/").content.decode()
        assert "It cannot be approved yet" not in page
        assert "Approve and send to" in page
