"""The office's screens of the board in the CMS."""

from qna.viewsets.groups import BoardGroup

__all__ = ["BoardGroup"]
