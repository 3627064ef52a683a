import pytest
import requests

from tht_xl.rehearsal.server import RehearsalServer
from tht_xl.rehearsal.server.quota import Quota
from tht_xl.rehearsal.spreadsheet.refusal import ApiError


def test_a_minute_later_there_is_room_again() -> None:
    now = 100.0
    quota = Quota(2, clock=lambda: now)
    quota.spend("Read")
    now += 20
    quota.spend("Read")
    with pytest.raises(ApiError) as caught:
        quota.spend("Read")
    assert (caught.value.code, caught.value.retry_after) == (429, 41)
    quota.spend("Write")
    now += 40
    quota.spend("Read")


def test_off_unless_asked_for() -> None:
    quota = Quota(None)
    for _ in range(200):
        quota.spend("Write")


def test_over_the_wire() -> None:
    with RehearsalServer(quota=1) as server:
        url = f"{server.url}/v4/spreadsheets/{server.create('Outcomes')}"
        assert requests.get(url, timeout=20).status_code == 200
        answer = requests.get(url, timeout=20)
    assert answer.status_code == 429
    assert answer.json()["error"]["status"] == "RESOURCE_EXHAUSTED"
    assert "Read requests per minute per user" in answer.json()["error"]["message"]
    assert 1 <= int(answer.headers["Retry-After"]) <= 61
