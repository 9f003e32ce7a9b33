from archive.views.extensions import material_extension, video_extension
from archive.views.materials import edition_file, material_detail, material_file, material_picture
from archive.views.shelves import material_list
from archive.views.streams import video_file
from archive.views.videos import video_detail, video_list
from archive.views.watching import video_progress, video_transcript
from archive.views.zips import session_zip

__all__ = [
    "edition_file",
    "material_detail",
    "material_extension",
    "material_file",
    "material_list",
    "material_picture",
    "session_zip",
    "video_detail",
    "video_extension",
    "video_file",
    "video_list",
    "video_progress",
    "video_transcript",
]
