"""The list of what to mend in a returned filing."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from flask import Flask
from PIL import Image

from domain.filing.facts import Severity, Stage
from tests.account_stories import hash_cheaply
from tests.unit.filing.samples import hex_id
from tests.unit.filing.stories import Story, issue
from tests.views.filing_home import Home, links, moved_to, text, values
from tests.views.html_lint import parsed

FRONT = issue("material:M02:front", "R-MAT-01", number=2)
ISSUE = hex_id("issue 1")


@pytest.fixture
def home(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Home:
    hash_cheaply(monkeypatch)
    return Home(app, monkeypatch)


def picture() -> tuple[io.BytesIO, str]:
    """A colour photograph that the workshop takes."""
    data = io.BytesIO()
    image = Image.effect_mandelbrot((900, 600), (-2, -1, 1, 1), 20).convert("RGB")
    image.paste((180, 40, 30), (0, 0, 450, 600))
    image.save(data, "JPEG")
    data.seek(0)
    return data, "front.jpg"


def test_only_what_was_flagged_is_listed_with_reason_and_advice(home: Home) -> None:
    flagged = issue(text="缺少房间号。")
    path = home.at(lambda story: story.fix_requested(flagged))
    page = home.get(f"{path}/fix")
    words = text(page)
    assert "共1项，已处理0项" in words
    assert "接入商初审指出：通信地址不详细或不在备案区域。缺少房间号。" in words
    assert "怎么改：请填写到门牌号" in words
    assert "科苑路8号3栋1201室" in words
    assert "网站名称" not in words
    assert f"{path}/subject?page=identity&from=fix#subject_mail_address" in links(page)
    assert "2027-01-07" in words


def test_handing_in_unchanged_is_refused_with_an_explanation(home: Home) -> None:
    path = home.at(Story.fix_requested)
    page = home.post(f"{path}/fix")
    assert page.status_code == 422
    assert "还有1项没有处理" in text(page)
    assert f"#issue-{ISSUE}" in links(page)


def test_what_was_mended_counts_and_leads_to_the_check(home: Home) -> None:
    path = home.at(lambda story: story.fix_requested().with_mail_address("科苑路9号1栋101室"))
    words = text(home.get(f"{path}/fix"))
    assert "1项全部处理完毕" in words
    assert "修改后的内容科苑路9号1栋101室" in words
    assert moved_to(home.post(f"{path}/fix")) == f"{path}/check"


def test_a_scan_is_replaced_on_the_page(home: Home) -> None:
    path = home.at(lambda story: story.fix_requested(FRONT))
    upload = f"{path}/materials/M02:front"
    page = home.get(f"{path}/fix")
    sent = values(page, upload)
    answer = home.browser.post(
        upload,
        data=sent | {"file": picture()},
        content_type="multipart/form-data",
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 200
    assert 'id="slot-M02-front"' in answer.text
    count = home.get(f"{path}/fix/count", **{"HX-Request": "true"})
    assert "1 项全部处理完毕" in count.text


def test_a_reason_beyond_the_form_is_answered_in_words_once(home: Home) -> None:
    def flagged(story: Story) -> Story:
        site = story.sample.site.id
        return story.fix_requested(issue(f"site:{site}.domains", "R-DOM-01"))

    path = home.at(flagged)
    action = f"{path}/fix/{ISSUE}"
    sent = values(home.get(f"{path}/fix"), action)
    empty = home.post(action, **sent, answer=" ")
    assert empty.status_code == 422
    assert "请说明您是怎样处理的" in text(empty)
    for _ in range(2):
        answered = home.post(action, **sent, answer="已完成域名实名认证。")
        assert moved_to(answered) == f"{path}/fix#issue-{ISSUE}"
    assert home.events(path).count("filing.issue_answered") == 1
    assert "您的处理说明已完成域名实名认证。" in text(home.get(f"{path}/fix"))


def test_an_answer_of_ten_thousand_characters_is_kept_and_refused(home: Home) -> None:
    path = home.at(lambda story: story.fix_requested(issue("order", "R-SYS-01")))
    action = f"{path}/fix/{ISSUE}"
    sent = values(home.get(f"{path}/fix"), action)
    page = home.post(action, **sent, answer="长" * 10_000)
    assert page.status_code == 422
    area = next(each for each in parsed(page.text).iter("textarea"))
    assert (area.text or "").strip() == "长" * 10_000


def test_a_value_that_is_wrong_offers_no_excuse(home: Home) -> None:
    path = home.at(Story.fix_requested)
    assert "处理情况？" not in text(home.get(f"{path}/fix"))
    assert f"{path}/fix/{ISSUE}" not in home.get(f"{path}/fix").text


def test_the_bureaus_issues_say_so_and_blockers_too(home: Home) -> None:
    blocker = issue(severity=Severity.BLOCKER, stage=Stage.BUREAU)
    path = home.at(lambda story: story.bureau_rejected().mapped(blocker))
    words = text(home.get(f"{path}/fix"))
    assert "管局审核指出：" in words
    assert "必须解决" in words


@pytest.mark.parametrize("tell", [Story.completed, Story.bureau_rejected, Story.submitted])
def test_without_issues_there_is_no_list(home: Home, tell: Callable[[Story], Story]) -> None:
    path = home.at(tell)
    assert moved_to(home.get(f"{path}/fix")) == f"{path}/status"


def test_the_rounds_stand_below(home: Home) -> None:
    words = text(home.get(f"{home.at(Story.fix_requested)}/fix"))
    assert "第1轮" in words
    assert "初审要求修改" in words
