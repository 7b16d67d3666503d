"""Text files that an operator sends in."""

from __future__ import annotations

from typing import Any, Final

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import FileStorage

from views.fields import FileField

MOST_BYTES: Final = 2 * 1024 * 1024


class NotText(Exception):
    """The file is too large, or no text. ``words`` say what to do."""

    def __init__(self, words: Any) -> None:
        super().__init__(str(words))
        self.words = words


class TextFileField(FileField):
    """A CSV file."""

    def __init__(self, label: Any, validators: Any = (), **options: Any) -> None:
        super().__init__(label, validators, accept=".csv,text/csv,text/plain", **options)


def text_of(file: FileStorage | None) -> str:
    """The text of a sent file, UTF-8 or as Chinese spreadsheets write it (GB 18030); empty where
    none was chosen. Raises NotText."""
    if file is None or not file.filename:
        return ""
    data = file.stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise NotText(_l("文件太大，最多 2 MB，请分成几份。"))
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotText(_l("文件不是文本。请另存为 CSV（UTF-8）后再上传。"))
