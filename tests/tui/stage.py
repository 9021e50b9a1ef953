"""A bare app with our themes, for trying one widget at a time."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widget import Widget

from tui import themes


class Stage(App[None]):
    """Shows the widgets it is given."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, *widgets: Widget, theme: str = themes.DARK) -> None:
        super().__init__()
        for each in themes.themes():
            self.register_theme(each)
        self.theme = theme
        self.widgets = widgets

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return themes.variables()

    def compose(self) -> ComposeResult:
        yield from self.widgets


def screen_text(app: App[object] | App[None]) -> list[str]:
    """The lines of the screen as text."""
    return [strip.text for strip in app.screen._compositor.render_strips()]
