"""The keyboard alone."""


def tab_until(page, condition: str) -> None:
    """Press Tab until the focus is where `condition` says; the page has fewer stops than this."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate(condition):
            return
    raise AssertionError(f"the keyboard did not reach it: {condition}")
