"""Forms render as GOV.UK components, keep what was typed and say what to do."""

from datetime import date

import pytest
from bs4 import BeautifulSoup, Tag
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout, Submit
from crispy_forms.utils import render_crispy_form
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from cpboard.core.fields import DateField, Radios
from cpboard.core.forms import Gov, GovForm, gov_form
from cpboard.demo.gallery import WRONG, EveryField, Narrow

RIGHT = {
    "title": "Fewer children stay in one home",
    "email": "ruth@fenbridge.example",
    "minutes": "20",
    "password": "correct horse battery",
    "note": "",
    "reason": "One home could be named.\r\nIt is a small place.",
    "purpose": "solve",
    "readers": ["members", "young"],
    "place": "hub",
    "agree": "on",
    "due-day": "31",
    "due-month": "March",
    "due-year": "2027",
    "at": "5.30pm",
}
PAPER = {"paper": SimpleUploadedFile("report.pdf", b"%PDF-1.7")}


def soup(form: forms.Form) -> BeautifulSoup:
    return BeautifulSoup(render_crispy_form(form), "html.parser")


def control(form: forms.Form, id: str) -> Tag:
    found = soup(form).find(id=id)
    assert isinstance(found, Tag)
    return found


def test_a_right_form_gives_what_was_typed() -> None:
    form = EveryField(RIGHT, PAPER)

    assert form.errors == {}
    assert form.cleaned_data["due"] == date(2027, 3, 31)
    assert form.cleaned_data["reason"] == "One home could be named.\nIt is a small place."
    assert form.error_summary() == []


def test_an_unbound_form_has_no_summary() -> None:
    assert EveryField().error_summary() == []


def test_every_link_of_the_summary_leads_to_a_control() -> None:
    form = EveryField(WRONG)
    ids = {each["id"] for each in soup(form).select("input[id], select[id], textarea[id]")}

    anchors = [line["href"].removeprefix("#") for line in form.error_summary()]

    assert len(anchors) == len(form.errors) == 12
    assert set(anchors) <= ids


@pytest.mark.parametrize(
    "bare",
    [
        {"due-day": "31", "due-month": "3", "due-year": "27"},
        {"due-day": "", "due-month": "3", "due-year": "2027"},
    ],
)
def test_the_summary_leads_to_the_wrong_box_of_a_date(bare: dict[str, str]) -> None:
    form = EveryField({**RIGHT, **bare}, PAPER)

    (line,) = form.error_summary()

    assert "govuk-input--error" in control(form, line["href"].removeprefix("#"))["class"]
    assert len(soup(form).select(".govuk-date-input .govuk-input--error")) == 1


def test_each_field_shows_its_error_and_is_described_by_it() -> None:
    page = soup(EveryField(WRONG))

    described = {id for each in page.select("[aria-describedby]") for id in each["aria-describedby"].split()}
    errors = {each["id"] for each in page.select(".govuk-error-message")}

    assert len(errors) == 12
    assert errors <= described
    assert all(page.find(id=each) for each in described)


def test_what_was_typed_is_kept() -> None:
    form = EveryField({**WRONG, "reason": "\nIt is\nprivate", "purpose": "hear", "readers": ["young"], "place": "moot", "agree": "on"})

    assert control(form, "id_title")["value"] == WRONG["title"]
    assert [control(form, f"id_due-{part}")["value"] for part in ("day", "month", "year")] == ["31", "2", "2027"]
    assert control(form, "id_at")["value"] == "5.30"
    assert control(form, "id_reason").text == "\n\nIt is\nprivate"
    assert [each["id"] for each in soup(form).select("[checked]")] == ["id_purpose", "id_readers-2", "id_agree"]
    assert [each["value"] for each in soup(form).select("[selected]")] == ["moot"]


def test_a_password_is_never_sent_back() -> None:
    assert "value" not in control(EveryField({**WRONG, "password": "secret"}), "id_password").attrs


def test_ids_are_unique_and_every_control_has_a_label() -> None:
    page = soup(EveryField())

    ids = [each["id"] for each in page.select("[id]")]
    controls = page.select("input:not([type=hidden]), select, textarea")

    assert len(ids) == len(set(ids))
    assert all(page.select_one(f'label[for="{each["id"]}"]') for each in controls)


@pytest.mark.parametrize(
    ("id", "attributes"),
    [
        ("id_title", {"type": "text"}),
        ("id_email", {"type": "email", "autocomplete": "email", "spellcheck": "false"}),
        ("id_minutes", {"type": "text", "inputmode": "numeric"}),
        ("id_password", {"type": "password", "autocomplete": "current-password"}),
        ("id_note", {"rows": "5"}),
        ("id_reason", {"rows": "3", "aria-describedby": "id_reason-info"}),
        ("id_purpose", {"type": "radio", "value": "hear", "aria-describedby": "id_purpose-item-hint"}),
        ("id_readers-2", {"type": "checkbox", "value": "young"}),
        ("id_agree", {"type": "checkbox"}),
        ("id_due-year", {"type": "text", "inputmode": "numeric"}),
        ("id_paper", {"type": "file"}),
    ],
)
def test_each_widget_becomes_its_component(id: str, attributes: dict[str, str]) -> None:
    given = control(EveryField(), id).attrs

    assert {name: given.get(name) for name in attributes} == attributes


def test_an_unknown_widget_keeps_label_hint_and_error() -> None:
    class Splits(GovForm):
        when = forms.SplitDateTimeField(help_text="Day, then time", widget=forms.SplitDateTimeWidget)

    page = soup(Splits({}))

    assert page.select_one("label").text == "When"
    assert page.select_one(".govuk-hint").text == "Day, then time"
    assert len(page.select("input")) == 2


def test_hidden_fields_stay_hidden_and_their_errors_have_no_link() -> None:
    class Versioned(GovForm):
        version = forms.IntegerField(widget=forms.HiddenInput)

    form = Versioned({})

    assert str(soup(form)).count("<input") == 1
    assert form.error_summary() == [{"href": "", "text": "Enter version"}]


def test_general_errors_come_first() -> None:
    form = EveryField(WRONG)
    form.is_valid()
    form.add_error(None, "Somebody else saved this while you were writing.")

    assert form.error_summary()[0] == {"href": "", "text": "Somebody else saved this while you were writing."}


class Words(GovForm):
    """Fields whose messages show where their names come from."""

    what = {"title": "a title"}
    title = forms.CharField(max_length=5, min_length=2)
    owner = forms.ChoiceField(choices=[("a", "A")], label="Who owns it?", widget=Radios)
    count = forms.IntegerField(label="Children", min_value=1, max_value=9)
    link = forms.URLField(assume_scheme="https")
    paper = forms.FileField(label="DfE return")
    own = forms.CharField(error_messages={"required": "Say it in your own words"})
    due = DateField(what="the date it is due")
    seen = forms.BooleanField(label="I have read it")


def test_missing_answers_say_what_to_do() -> None:
    assert [line["text"] for line in Words({}).error_summary()] == [
        "Enter a title",
        "Choose an answer to “Who owns it?”",
        "Enter children",
        "Enter link",
        "Choose DfE return",
        "Say it in your own words",
        "Enter the date it is due",
        "Tick I have read it",
    ]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"title": "toolong"}, "Title must be 5 characters or fewer. You have written 7."),
        ({"title": "x"}, "Title must be 2 characters or more"),
        ({"owner": "z"}, "Choose an answer to “Who owns it?” from the list"),
        ({"count": "many"}, "Children must be a number"),
        ({"count": "0"}, "Children must be 1 or more"),
        ({"count": "10"}, "Children must be 9 or less"),
        ({"link": "not a link"}, "Enter a web address, like https://www.example.org"),
    ],
)
def test_wrong_answers_say_what_to_do(typed: dict[str, str], says: str) -> None:
    assert says in [line["text"] for line in Words(typed).error_summary()]


def test_an_empty_file_is_named() -> None:
    form = Words({}, {"paper": SimpleUploadedFile("empty.pdf", b"")})

    assert form.errors["paper"] == ["That file is empty. Choose another."]


def test_messages_of_one_form_do_not_leak_into_another() -> None:
    Words({}).error_summary()

    assert "required" in Words.base_fields["title"].error_messages
    assert Words.base_fields["title"].error_messages["required"] == "This field is required."


def test_answers_that_may_be_left_out_say_so_but_not_in_a_filter() -> None:
    assert soup(EveryField()).find("label", attrs={"for": "id_note"}).text == "Anything else? (optional)"
    assert "(optional)" not in str(soup(Narrow()))


def test_a_form_of_another_library_takes_our_manners() -> None:
    @gov_form(button="Sign in", login="your e-mail address")
    class SignIn(forms.Form):
        login = forms.CharField(label="E-mail address")

    form = SignIn({})

    assert isinstance(form, Gov)
    assert (SignIn.__name__, form.button) == ("SignIn", "Sign in")
    assert form.error_summary() == [{"href": "#id_login", "text": "Enter your e-mail address"}]


def test_a_layout_may_group_fields() -> None:
    form = Words()
    form.helper = FormHelper()
    form.helper.form_tag = True
    form.helper.layout = Layout(Fieldset("About the item", "title", Div("count", css_class="cpb-fields")), Submit("send", "Record it"))

    page = soup(form)

    assert page.select_one("fieldset legend h2").text == "About the item"
    assert page.select_one(".cpb-fields #id_count")
    assert page.select_one("form button").text == "Record it"


def test_a_formset_renders_each_form() -> None:
    formset = forms.formset_factory(Narrow, extra=2)()

    page = BeautifulSoup(render_crispy_form(formset, Narrow().helper), "html.parser")

    assert len(page.select("select")) == 2
    assert page.find(id="id_form-TOTAL_FORMS")


def test_a_grouped_choice_keeps_its_groups() -> None:
    class Chosen(GovForm):
        who = forms.ChoiceField(choices=[("", "---------"), ("Members", [("1", "Cllr Thorne")]), ("2", "Dr Osei")], initial="1")

    page = soup(Chosen())

    assert page.select_one("optgroup")["label"] == "Members"
    assert page.select_one("option").text == "Choose one"
    assert page.select_one("[selected]").text == "Cllr Thorne"


def test_what_a_person_typed_is_escaped() -> None:
    typed = '"><script>alert(1)</script>'

    page = soup(EveryField({**WRONG, "title": typed, "reason": typed}))

    assert page.find("script") is None
    assert page.find(id="id_title")["value"] == typed
