"""The door of the page: this machine, the token, the page's own requests; nothing else."""

from __future__ import annotations

import json
import re
import socket

import pytest
from served import FJORDBY, Served, samples, served

from docgen.web.server import take_place

EDIT = json.dumps({"edits": [{"path": "unit.name", "base": "Fjordby Kommune", "value": "X"}]})
SAVE = f"/save/{FJORDBY}"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = samples(tmp_path_factory.mktemp("door"))
    (folder / "secret.txt").write_text("secret", encoding="utf-8")
    (folder.parent / "outside.yaml").write_text("pack: dk\nunit: {name: Out}\n", encoding="utf-8")
    with served(folder) as found:
        yield found


def cookie(site: Served) -> dict[str, str]:
    return {"Cookie": f"docgen-{site.port}={site.token}"}


def own(site: Served) -> dict[str, str]:
    return {**cookie(site), "Origin": site.origin, "Sec-Fetch-Site": "same-origin"}


def test_the_address_answers_by_itself_and_a_cookie_goes_on(site):
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\?token=[\w-]{24,}", site.address)
    status, text, headers = site.ask(f"/?token={site.token}", known=False)
    assert status == 200
    assert "Fjordby" in text
    assert "HttpOnly; SameSite=Strict" in headers["Set-Cookie"]
    assert site.ask("/", headers=cookie(site), known=False)[0] == 200


@pytest.mark.parametrize("path", ["/", f"/review/{FJORDBY}", f"/watch/{FJORDBY}?stamp=", "/rows"])
@pytest.mark.parametrize("token", ["", "?token=wrong", "?token="])
def test_nothing_is_shown_without_the_token(site, path, token):
    status, text, _ = site.ask(path + (token if "?" not in path else ""), known=False)
    assert status == 403
    assert "Fjordby" not in text


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil:80"])
def test_a_name_that_only_leads_here_is_refused(site, host):
    assert site.ask("/", headers={"Host": host})[0] == 421


FOREIGN = [
    {"Origin": "http://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://127.0.0.1:1"},
    {"Sec-Fetch-Site": "cross-site"},
    {},
]


@pytest.mark.parametrize("headers", FOREIGN)
def test_another_site_writes_nothing(site, headers):
    status, _, _ = site.ask(SAVE, EDIT.encode(), headers={**cookie(site), **headers}, known=False)
    assert status == 403
    assert "Fjordby Kommune" in (site.folder / FJORDBY).read_text(encoding="utf-8")


def test_no_other_site_may_read_an_answer(site):
    for headers in ({"Origin": "http://evil.example"}, {}):
        found = site.ask("/", headers={**cookie(site), **headers}, known=False)[2]
        assert "Access-Control-Allow-Origin" not in found
    status = site.ask("/rows", headers={**cookie(site), "Sec-Fetch-Site": "cross-site"},
                      known=False)[0]  # fmt: skip
    assert status == 403


def test_a_page_may_load_its_own_files_alone(site):
    headers = site.ask("/")[2]
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", [
    "../outside.yaml", "%2e%2e/outside.yaml", "..%2foutside.yaml", "dk/../../outside.yaml",
    "/etc/passwd", "%2fetc%2fpasswd", "secret.txt", "dk/_shared.yaml", "dk", "", "dk%00.yaml",
    "..\\outside.yaml",
])  # fmt: skip
@pytest.mark.parametrize("way", ["review", "watch", "check"])
def test_no_path_leads_out_of_the_reviews(site, way, name):
    status, text, _ = site.ask(f"/{way}/{name}")
    assert status == 404
    assert "secret" not in text.replace("secret.txt", "")


@pytest.mark.parametrize("name", ["../app.py", "%2e%2e/app.py", "..%2fapp.py", "/etc/passwd"])
def test_no_path_leads_out_of_the_static_files(site, name):
    assert site.ask(f"/static/{name}")[0] == 404


BODIES = [
    (b"x" * 10_000_000, 413),
    (b"{", 400),
    (b"\xff", 400),
    (b"[" * 100_000, 400),
    (b'{"edits": [{"path": "unit.name", "base": "a", "value": "\\ud800"}]}', 400),
    (b'{"edits": 1}', 409),
    (b'{"edits": [{"path": 1}]}', 409),
    (b"[]", 409),
]


@pytest.mark.parametrize(("body", "status"), BODIES)
def test_a_body_that_is_none_is_refused(site, body, status):
    assert site.ask(SAVE, body)[0] == status
    assert site.ask("/health")[0] == 200


def test_a_body_that_does_not_say_how_long_it_is_is_bounded(site):
    with socket.create_connection(("127.0.0.1", site.port), timeout=30) as line:
        head = (
            f"POST {SAVE} HTTP/1.1\r\nHost: 127.0.0.1:{site.port}\r\nContent-Type: application/json"
            f"\r\nAuthorization: Bearer {site.token}\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        line.sendall(head.encode())
        chunk = b"10000\r\n" + b" " * 65536 + b"\r\n"
        for _ in range(200):
            line.sendall(chunk)
        line.sendall(b"0\r\n\r\n")
        assert b"413" in line.recv(100)
    assert site.ask("/health")[0] == 200


@pytest.mark.parametrize("host", ["127.0.0.1", "evil.example"])
def test_a_body_without_end_meets_a_closed_line(site, host):
    host = host if "evil" in host else f"{host}:{site.port}"
    with socket.create_connection(("127.0.0.1", site.port), timeout=30) as line:
        head = f"POST {SAVE} HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\n"
        line.sendall(head.encode())
        chunk = b"100000\r\n" + b" " * 1_048_576 + b"\r\n"
        with pytest.raises(OSError, match=r"reset|Broken pipe"):
            line.sendall(chunk * 150)
    assert site.ask("/health")[0] == 200


def test_who_asks_before_sending_much_is_told_at_once(site):
    with socket.create_connection(("127.0.0.1", site.port), timeout=30) as line:
        head = (
            f"POST {SAVE} HTTP/1.1\r\nHost: 127.0.0.1:{site.port}\r\nExpect: 100-continue\r\n"
            f"Authorization: Bearer {site.token}\r\nContent-Length: 10000000\r\n\r\n"
        )
        line.sendall(head.encode())
        assert line.recv(100).startswith(b"HTTP/1.1 413")


@pytest.mark.parametrize("length", [60, 3_000_000])
def test_who_has_no_token_and_sends_slowly_is_refused_at_once(site, length):
    with socket.create_connection(("127.0.0.1", site.port), timeout=30) as line:
        head = (
            f"POST {SAVE} HTTP/1.1\r\nHost: 127.0.0.1:{site.port}\r\n"
            f"Content-Length: {length}\r\n\r\n{{"
        )
        line.sendall(head.encode())
        line.settimeout(5)
        found = line.recv(65536)
    assert found.startswith(b"HTTP/1.1 403")
    assert b"connection: close" in found


def test_a_refused_request_that_was_sent_whole_leaves_the_line_open(site):
    head = f"POST {SAVE} HTTP/1.1\r\nHost: 127.0.0.1:{site.port}\r\nContent-Length: 2\r\n\r\n{{}}"
    with socket.create_connection(("127.0.0.1", site.port), timeout=30) as line:
        for _ in range(2):
            line.sendall(head.encode())
            found = line.recv(65536)
            assert found.startswith(b"HTTP/1.1 403")
            assert b"connection: close" not in found
            while not found.endswith(b"</html>"):
                found += line.recv(65536)


def test_no_answer_waits_for_the_other_side(tmp_path):
    place = take_place(tmp_path, 0)
    assert place.socket.proto == socket.IPPROTO_TCP
    place.socket.close()


def test_what_a_review_holds_is_no_markup(tmp_path):
    folder = samples(tmp_path)
    file = folder / FJORDBY
    attack = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    text = file.read_text(encoding="utf-8").replace("Fjordby Kommune", attack)
    file.write_text(text.replace("Teamet har fire", f"{attack}\"' Teamet"), encoding="utf-8")
    (folder / "dk" / "<b>x.yaml").write_text("pack: <i>\n", encoding="utf-8")
    with served(folder) as site:
        for path in ("/", f"/review/{FJORDBY}", f"/check/{FJORDBY}", f"/watch/{FJORDBY}?stamp=",
                     "/?find=<i>", "/review/dk/%3Cb%3Ex.yaml", "/no/<script>"):  # fmt: skip
            _, text, headers = site.ask(path.replace("<", "%3C").replace(">", "%3E"))
            if "json" in headers["Content-Type"]:  # its texts are no markup for the script
                text = str(json.loads(text).get("parts", ""))
            assert "<img" not in text, path
            assert "<script>" not in text, path
            assert "<i>" not in text


def test_it_ends_with_ctrl_c_and_says_nothing_of_a_review(tmp_path):
    with served(samples(tmp_path)) as site:
        site.ask(SAVE, EDIT.encode())
        code, said = site.stop()
    assert code == 0 or "stopped" in said
    assert "Fjordby" not in said
    assert "fjordby" not in said


def test_a_taken_port_leads_to_the_next_and_a_folder_keeps_its_token(tmp_path):
    folder = samples(tmp_path)
    with served(folder) as first, served(folder, port=first.port) as second:
        assert first.port < second.port <= first.port + 20
        assert first.token == second.token


@pytest.mark.slow
def test_what_is_no_folder_is_told_in_one_line(tmp_path):
    with served(tmp_path / "nothing") as site:
        said = site.process.communicate(timeout=60)[1]
    assert site.process.returncode == 2
    assert said == f"{tmp_path / 'nothing'}: is no folder\n"
