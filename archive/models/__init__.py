from archive.models.bundle import Bundle
from archive.models.chapter import Chapter
from archive.models.conversion import Conversion
from archive.models.download import Download
from archive.models.edition import Edition
from archive.models.extension import Extension, ExtensionRequest
from archive.models.material import Material
from archive.models.material_page import MaterialPage
from archive.models.transcript import TranscriptLine
from archive.models.upload import Upload
from archive.models.video import VIDEO_PARTS, Video
from archive.models.watching import Watching

__all__ = [
    "VIDEO_PARTS",
    "Bundle",
    "Chapter",
    "Conversion",
    "Download",
    "Edition",
    "Extension",
    "ExtensionRequest",
    "Material",
    "MaterialPage",
    "TranscriptLine",
    "Upload",
    "Video",
    "Watching",
]
