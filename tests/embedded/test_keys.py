from cryptography.fernet import Fernet

from cpboard.embedded.keys import kept_keys, missing_keys, new_field_key


def test_new_field_key_seals_and_opens():
    box = Fernet(new_field_key())

    assert box.decrypt(box.encrypt(b"my words")) == b"my words"


def test_keys_are_made_once_for_their_owner_alone(tmp_path):
    first = kept_keys(tmp_path, make=True)

    assert kept_keys(tmp_path, make=True) == first
    assert len(first["SECRET_KEY"]) >= 50
    assert (tmp_path / "keys.json").stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == ["keys.json"]


def test_keys_are_not_made_unasked(tmp_path):
    assert kept_keys(tmp_path, make=False) == {}
    assert list(tmp_path.iterdir()) == []


def test_a_list_of_field_keys_counts_as_a_field_key(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "x")
    monkeypatch.delenv("FIELD_KEY", raising=False)
    assert missing_keys() == ["FIELD_KEY"]

    monkeypatch.setenv("FIELD_KEYS", "a,b")
    assert missing_keys() == []
