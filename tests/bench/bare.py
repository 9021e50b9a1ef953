"""The least a Textual program can do: the peer for starting and for memory."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Bare(App[None]):
    """One line of text."""

    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static("bare and ready")


if __name__ == "__main__":
    Bare().run()
