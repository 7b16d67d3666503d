"""Personal values sealed under the key of their person."""

from __future__ import annotations

import msgspec
import pytest
from sqlalchemy import event

from domain.personal import ERASED, KINDS, Personal
from store.engine import make_engine
from store.key_ring import KeyRing
from store.keys import Kek, Keys, keys_metadata
from store.vault import Erased, KeyMissing, Tampered, Vault, unopened

STREAM = "filing-" + "3f" * 16
LI = "a1" * 16
WANG = "b2" * 16


class Named(msgspec.Struct, frozen=True):
    name: Personal
    mobile: Personal | None = None


@pytest.fixture
def keys(tmp_path):
    made = Keys(make_engine(f"sqlite:///{tmp_path}/keys.db"), Kek(b"k" * 32))
    keys_metadata.create_all(made.engine)
    yield made
    made.engine.dispose()


@pytest.fixture
def vault(keys):
    return Vault(keys)


@pytest.fixture
def queries(keys):
    seen = []

    def note(_connection, _cursor, statement, *_more):
        if statement.startswith("SELECT"):
            seen.append(statement)

    event.listen(keys.engine, "before_cursor_execute", note)
    return seen


def stored(vault, struct, version=3):
    return msgspec.json.encode(struct, enc_hook=vault.sealer(STREAM, version))


def read(data, hook):
    return msgspec.json.decode(data, type=Named, dec_hook=hook)


def other_process(keys, **options):
    return Vault(keys, KeyRing(keys, **options))


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_sealed_opens_again(vault, kind):
    value = Personal(LI, kind, "李雷 13800138000")
    data = stored(vault, Named(value))
    back = read(data, vault.opener(STREAM, 3)).name
    assert back == value
    assert back.token == value.token
    assert vault.open(back.token) == value


@pytest.mark.parametrize("text", ["", "😀" * 10_000, "a.b.c", "\0", '"}'])
def test_any_text_survives(vault, text):
    assert vault.open(vault.seal(STREAM, 1, Personal(LI, "name", text))).full == text


def test_the_stored_form_shows_whose_and_which_kind_but_no_text(vault):
    data = stored(vault, Named(Personal(LI, "mobile", "13800138000")))
    fields = msgspec.json.decode(data)["name"]
    assert set(fields) == {"person", "kind", "alg", "sealed"}
    assert (fields["person"], fields["kind"], fields["alg"]) == (LI, "mobile", "A256GCM")
    assert b"13800138000" not in data


def test_equal_texts_are_sealed_differently(vault):
    value = Personal(LI, "name", "李雷")
    assert vault.seal(STREAM, 1, value) != vault.seal(STREAM, 1, value)


def test_without_keys_a_value_has_its_token_only(vault):
    data = stored(vault, Named(Personal(LI, "name", "李雷")))
    value = read(data, unopened(STREAM, 3)).name
    assert (value.person, value.kind, value.text, value.erased) == (LI, "name", None, False)
    assert vault.open(value.token).full == "李雷"


@pytest.mark.parametrize(("stream", "version"), [(STREAM, 4), ("filing-" + "00" * 16, 3)])
def test_a_value_moved_to_another_event_does_not_open(vault, stream, version):
    data = stored(vault, Named(Personal(LI, "name", "李雷")))
    with pytest.raises(Tampered):
        read(data, vault.opener(stream, version))


def test_a_value_given_to_another_person_or_kind_does_not_open(vault):
    vault.seal(STREAM, 3, Personal(WANG, "name", "王"))
    data = stored(vault, Named(Personal(LI, "name", "李雷")))
    for before, after in ((LI, WANG), ('"kind":"name"', '"kind":"mobile"')):
        with pytest.raises(Tampered):
            read(data.replace(before.encode(), after.encode()), vault.opener(STREAM, 3))


def test_every_changed_character_of_a_token_is_noticed(vault):
    token = vault.seal(STREAM, 3, Personal(LI, "name", "李雷"))
    start = token.rindex(".") + 1
    for place in range(start, len(token.rstrip("="))):
        changed = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
        with pytest.raises(Tampered):
            vault.open(changed)


@pytest.mark.parametrize(
    "token",
    ["", "....", "a.b.c", "a.1.name.p.NONE.AAAA", "a.1.secret.p.A256GCM.AAAA", "x" * 5000],
)
def test_what_is_no_token_is_refused_by_name(vault, token):
    with pytest.raises(Tampered):
        vault.open(token)


@pytest.mark.parametrize(
    "broken",
    [b"{}", b'"text"', b"null1", b'{"person":1,"kind":[],"alg":"A256GCM","sealed":"AAAA"}'],
)
def test_what_is_no_sealed_value_is_refused_by_name(vault, broken):
    with pytest.raises((Tampered, msgspec.DecodeError)):
        read(b'{"name":' + broken + b"}", vault.opener(STREAM, 3))


def test_an_erased_person_is_read_as_the_marker(vault):
    data = stored(
        vault, Named(Personal(LI, "name", "李雷"), Personal(WANG, "mobile", "13800138000"))
    )
    vault.erase(LI)
    back = read(data, vault.opener(STREAM, 3))
    assert back.name.erased
    assert (str(back.name), back.name.full) == (ERASED, ERASED)
    assert back.mobile is not None
    assert back.mobile.full == "13800138000"
    assert vault.open(back.name.token).erased


def test_nothing_more_is_sealed_for_an_erased_person(vault, keys):
    token = vault.seal(STREAM, 1, Personal(LI, "name", "李雷"))
    vault.erase(LI)
    vault.erase(LI)
    for one in (vault, other_process(keys)):
        with pytest.raises(Erased):
            one.seal(STREAM, 2, Personal(LI, "name", "李雷"))
        with pytest.raises(Erased):
            one.seal(STREAM, 2, one.open(token))


def test_an_erased_value_is_copied_into_another_event_as_erased(vault):
    data = stored(vault, Named(Personal(LI, "name", "李雷")))
    vault.erase(LI)
    erased = read(data, vault.opener(STREAM, 3))
    copy = stored(vault, erased)
    assert b'"sealed":""' in copy
    back = read(copy, vault.opener(STREAM, 3))
    assert back.name.erased
    assert vault.open(back.name.token).erased
    assert read(copy, unopened(STREAM, 3)).name.token == back.name.token


def test_a_person_erased_before_anything_was_sealed_stays_erased(vault):
    vault.erase(LI)
    with pytest.raises(Erased):
        vault.seal(STREAM, 1, Personal(LI, "name", "李雷"))


def test_another_process_forgets_an_erased_person_after_its_time(vault, keys):
    now = [0.0]
    other = other_process(keys, clock=lambda: now[0])
    token = vault.seal(STREAM, 1, Personal(LI, "name", "李雷"))
    assert other.open(token).full == "李雷"
    vault.erase(LI)
    now[0] = 30.1
    assert other.open(token).erased


def test_an_unopened_value_is_not_sealed(vault):
    with pytest.raises(ValueError, match="not opened"):
        vault.seal(STREAM, 1, Personal(LI, "name", None))


@pytest.mark.parametrize("name", ["", "a.b"])
def test_a_name_that_would_blur_the_token_is_refused(vault, name):
    with pytest.raises(ValueError, match="not a name"):
        vault.seal(STREAM, 1, Personal(name, "name", "李雷"))
    with pytest.raises(ValueError, match="not a name"):
        vault.sealer(name, 1)


def test_a_lost_key_is_not_taken_for_an_erasure(vault, tmp_path):
    token = vault.seal(STREAM, 1, Personal(LI, "name", "李雷"))
    empty = Keys(make_engine(f"sqlite:///{tmp_path}/other.db"), Kek(b"k" * 32))
    keys_metadata.create_all(empty.engine)
    with pytest.raises(KeyMissing):
        Vault(empty).open(token)
    empty.engine.dispose()


def test_the_key_is_committed_when_the_sealed_value_is_returned(vault, keys):
    token = vault.seal(STREAM, 1, Personal(LI, "name", "李雷"))
    assert other_process(keys).open(token).full == "李雷"


def test_opening_many_asks_for_the_keys_once(vault, keys, queries):
    people = [f"{n:032x}" for n in range(8)]
    tokens = [vault.seal(STREAM, n, Personal(p, "name", p)) for n, p in enumerate(people, 1)]
    fresh = other_process(keys)
    queries.clear()
    assert [one.full for one in fresh.open_many(tokens)] == people
    assert len(queries) == 1
    fresh.open_many(tokens)
    assert len(queries) == 1


def test_a_history_needs_one_query_for_keys(vault, keys, queries):
    history = [
        stored(vault, Named(Personal(LI, "name", "李雷"), Personal(WANG, "name", "王")), n)
        for n in range(1, 9)
    ]
    fresh = other_process(keys)
    queries.clear()
    fresh.prefetch_for(history)
    for version, data in enumerate(history, 1):
        assert read(data, fresh.opener(STREAM, version)).name.full == "李雷"
    assert len(queries) == 1


def test_the_blind_index_finds_equal_texts_of_a_kind_only(vault, keys):
    digest = vault.digest("certificate_number", "11010119900307123X")
    assert len(digest) == 64
    assert digest == vault.digest("certificate_number", "11010119900307123X")
    assert digest == other_process(keys).digest(
        "certificate_number", "11010119900307123Ⅹ"[:-1] + "X"
    )
    assert digest != vault.digest("mobile", "11010119900307123X")
    assert digest != vault.digest("certificate_number", "110101199003071231")


def test_the_blind_index_reads_full_width_digits_as_digits(vault):
    assert vault.digest("mobile", "１３８") == vault.digest("mobile", "138")


def test_the_blind_index_belongs_to_nobody_who_could_be_erased(vault):
    with pytest.raises(ValueError, match="nobody"):
        vault.erase("blind-index")


def test_the_hooks_take_personal_values_only(vault):
    with pytest.raises(NotImplementedError):
        vault.sealer(STREAM, 1)(object())
    for hook in (vault.opener(STREAM, 1), unopened(STREAM, 1)):
        with pytest.raises(NotImplementedError):
            hook(complex, {})
