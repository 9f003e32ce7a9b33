"""The words with which ffmpeg is told to make a stream of a film: HLS in several sizes, and the sound alone."""

from archive.conversion.probing import Film

HEIGHTS = (1080, 720, 360)
CLEARLY_SMALLER = 0.8
SEGMENT_SECONDS = 6
KILOBITS = {1080: 3500, 720: 1800, 360: 600}  # at most; slides need far less
SOUND_KILOBITS = 96
MASTER = "master.m3u8"
SOUND_FILE = "audio.m4a"
MAP_TONES = "zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0,zscale=t=bt709:m=bt709:r=tv"


def heights_for(short_side: int) -> list[int]:
    """Never larger than the film; its own size where it lies between, so that slides stay legible."""
    if not short_side:
        return []
    largest = min(short_side, HEIGHTS[0]) // 2 * 2
    return [largest, *(height for height in HEIGHTS if height <= largest * CLEARLY_SMALLER)]


def prepared(film: Film, *, maps_tones: bool) -> list[str]:
    """The picture as every further step takes it: in the range of every screen, with square pixels."""
    return [*([MAP_TONES] if film.is_hdr and maps_tones else []), "scale=trunc(iw*sar/2)*2:trunc(ih/2)*2", "setsar=1"]


def scaled_to(height: int) -> str:
    """The shorter side gets `height`: a film turned upright keeps as many pixels as one that lies."""
    return f"scale=w='if(gte(iw,ih),-2,{height})':h='if(gte(iw,ih),{height},-2)'"


def stream_arguments(film: Film, *, maps_tones: bool) -> list[str]:
    """One reading of the film, every size written. Names are relative: it runs in the folder it fills."""
    heights = heights_for(film.short_side)
    arguments = _pictures(film, heights, maps_tones=maps_tones) if heights else []
    variants = [_variant(film, index, str(height)) for index, height in enumerate(heights)]
    if film.sound is not None:
        arguments += [*["-map", f"0:{film.sound}"] * (len(heights) + 1), *_sound_codec()]
        variants.append(f"a:{len(heights)},name:audio")
    arguments += ["-f", "hls", "-hls_time", str(SEGMENT_SECONDS), "-hls_playlist_type", "vod"]
    arguments += ["-hls_segment_type", "fmp4", "-hls_flags", "independent_segments"]
    arguments += ["-hls_fmp4_init_filename", "%v-init.mp4", "-hls_segment_filename", "%v-%05d.m4s"]
    arguments += ["-master_pl_name", MASTER, "-var_stream_map", " ".join(variants), "%v.m3u8"]
    if film.sound is not None:
        arguments += ["-map", f"0:{film.sound}", *_sound_codec(), "-movflags", "+faststart", SOUND_FILE]
    return arguments


def _variant(film: Film, index: int, name: str) -> str:
    sound = f",a:{index}" if film.sound is not None else ""
    return f"v:{index}{sound},name:{name}"


def _pictures(film: Film, heights: list[int], *, maps_tones: bool) -> list[str]:
    """A steady rate, whatever the film's own: players seek by it."""
    steps = ",".join([*prepared(film, maps_tones=maps_tones), f"fps={film.rate:g}"])
    split = "".join(f"[s{index}]" for index in range(len(heights)))
    sizes = [f"[s{index}]{scaled_to(height)},format=yuv420p[v{index}]" for index, height in enumerate(heights)]
    graph = ";".join([f"[0:{film.picture}]{steps},split={len(heights)}{split}", *sizes])
    arguments = ["-filter_complex", graph]
    for index, height in enumerate(heights):
        most = next(KILOBITS[step] for step in HEIGHTS if height >= step or step == HEIGHTS[-1])
        arguments += ["-map", f"[v{index}]"]
        arguments += [f"-maxrate:v:{index}", f"{most}k", f"-bufsize:v:{index}", f"{2 * most}k"]
    arguments += ["-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-profile:v", "high", "-sc_threshold", "0"]
    return [*arguments, "-force_key_frames", f"expr:gte(t,n_forced*{SEGMENT_SECONDS})"]


def _sound_codec() -> list[str]:
    return ["-c:a", "aac", "-b:a", f"{SOUND_KILOBITS}k", "-ac", "2", "-ar", "48000"]
