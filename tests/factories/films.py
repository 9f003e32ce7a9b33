"""Films for tests, made by ffmpeg: good ones, odd ones, and files that only look like one."""

import subprocess
from pathlib import Path

from archive.conversion.program import ffmpeg

PLAYLIST = "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{}\n#EXT-X-ENDLIST\n"
H264 = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")
HDR = "colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc:log-level=error"


def picture(size: str = "320x180", seconds: float = 2, rate: int = 25) -> list[str]:
    return ["-f", "lavfi", "-i", f"testsrc=s={size}:r={rate}:d={seconds}"]


def sound(seconds: float = 2) -> list[str]:
    return ["-f", "lavfi", "-i", f"sine=d={seconds}"]


def make_film(path: Path, *arguments: str) -> Path:
    """ffmpeg with `arguments`, into `path`."""
    subprocess.run([ffmpeg(), "-v", "error", "-y", *arguments, str(path)], check=True, timeout=120)
    return path


def speaking(path: Path, size: str = "320x180", seconds: float = 2) -> Path:
    return make_film(path, *picture(size, seconds), *sound(seconds), *H264, "-c:a", "aac", "-shortest")


def sound_alone(path: Path) -> Path:
    return make_film(path, *sound(), "-c:a", "aac")


def turned(path: Path) -> Path:
    """As a telephone films upright: lying pictures, and a note in the file that they are to be turned."""
    lying = make_film(path.with_name("lying.mp4"), *picture("320x180", 1), *H264)
    make_film(path, "-i", str(lying), "-c", "copy")
    # The matrix of the track header: turned by a quarter, in numbers of 16.16 and 2.30.
    straight = b"".join(n.to_bytes(4, "big", signed=True) for n in (65536, 0, 0, 0, 65536, 0, 0, 0, 2**30))
    quarter = b"".join(n.to_bytes(4, "big", signed=True) for n in (0, 65536, 0, -65536, 0, 0, 0, 0, 2**30))
    content = path.read_bytes()
    place = content.index(straight, content.index(b"tkhd"))
    path.write_bytes(content[:place] + quarter + content[place + len(straight) :])
    return path


def uneven(path: Path) -> Path:
    """A variable frame rate: every picture of the first second, then few."""
    few = "select='if(lt(t,1),1,not(mod(n,7)))'"
    return make_film(path, *picture(seconds=3, rate=30), "-vf", few, "-fps_mode", "vfr", *H264)


def hdr(path: Path) -> Path:
    return make_film(
        path, *picture(), "-c:v", "libx265", "-x265-params", HDR, "-pix_fmt", "yuv420p10le", "-tag:v", "hvc1"
    )


def cut_off(path: Path) -> Path:
    """Its index is there, the second half of its pictures is not."""
    whole = speaking(path.with_name("whole.mp4"), seconds=6)
    begun = make_film(path, "-i", str(whole), "-c", "copy", "-movflags", "+faststart")
    begun.write_bytes(begun.read_bytes()[: begun.stat().st_size // 2])
    return begun


def without_index(path: Path) -> Path:
    whole = speaking(path.with_name("whole.mp4"))
    path.write_bytes(whole.read_bytes()[:20_000])
    return path


def image(path: Path) -> Path:
    png = make_film(path.with_suffix(".png"), *picture(), "-frames:v", "1")
    return png.rename(path)


def playlist(path: Path) -> Path:
    """A playlist that names another file of the machine."""
    path.write_text(PLAYLIST.format(speaking(path.with_name("secret.mp4")).as_uri()))
    return path


def noise(path: Path) -> Path:
    path.write_bytes(b"\x00\x00\x00\x18ftypmp42" + bytes((n * 7919 >> 3) & 255 for n in range(100_000)))
    return path


def nothing(path: Path) -> Path:
    path.write_bytes(b"")
    return path
