"""The page keeps to its content security policy, and the policy holds."""

from tests.e2e.visitor import Visitor

INJECT = """() => {
  const script = document.createElement('script');
  script.textContent = 'window.injected = true';
  document.head.append(script);
  return window.injected ?? false;
}"""


def test_policy_is_strict(visitor: Visitor) -> None:
    response = visitor.page.goto(visitor.shop)
    assert response is not None
    policy = response.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_injected_script_does_not_run(visitor: Visitor) -> None:
    with visitor.page.expect_console_message(lambda said: "Content Security Policy" in said.text):
        assert visitor.page.evaluate(INJECT) is False
    visitor.complaints.clear()


def test_nothing_comes_from_elsewhere(visitor: Visitor) -> None:
    hosts: list[str] = []
    visitor.page.on("request", lambda request: hosts.append(request.url))
    visitor.page.reload()
    visitor.try_sample()
    assert hosts
    assert all(url.startswith((visitor.shop, "blob:", "data:")) for url in hosts)
