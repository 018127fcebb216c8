"""Somebody before the screen: a browser window of their own that notes what no page may do."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, expect

from workstreams.demo.cast import PASSWORD, email_of

expect.set_options(timeout=20_000)
#: What Chromium writes of a page that answers as it should to what it should refuse.
REFUSAL = re.compile(r"Failed to load resource: the server responded with a status of 4\d\d")


class Visitor:
    """One window. `scripts=False` is a reader whose browser runs none."""

    def __init__(self, browser: Browser, site: str, *, width: int, scripts: bool) -> None:
        self.site = site
        self.context = browser.new_context(
            base_url=site, viewport={"width": width, "height": 900}, java_script_enabled=scripts,
            locale="en-GB", timezone_id="Europe/London", reduced_motion="reduce",
        )  # fmt: skip
        self.context.set_default_timeout(30_000)  # a busy machine is not a fault of the page
        self.faults: list[str] = []
        self.page: Page = self.context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("request", self._request)
        self.page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not REFUSAL.match(message.text):
            self.faults.append(f"console on {self.page.url}: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.site, "data:", "about:")):
            self.faults.append(f"left the host: {request.url} from {self.page.url}")

    def _response(self, response: Response) -> None:
        path = urlsplit(response.url).path
        if response.status >= 500 or (response.status >= 400 and path.startswith("/static/")):
            self.faults.append(f"{response.status} for {path} from {self.page.url}")

    def assert_well_behaved(self) -> None:
        """No request left the host, no policy was broken, no file was missing, no page failed."""
        assert not self.faults, "\n".join(self.faults)

    def bring_session(self, name: str) -> None:
        """Signed in without the form; the form has journeys of its own."""
        client = Client()
        client.force_login(get_user_model().objects.get(email=email_of(name)))
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": self.site}]
        )

    def sign_in(self, name: str) -> None:
        """Through the form, as people do."""
        self.page.goto("/sign-in/")
        self.page.get_by_label("Work e-mail").fill(email_of(name))
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in").click()
        expect(self.page.get_by_role("button", name="Sign out")).to_be_visible()

    def close(self) -> None:
        self.context.close()
