"""`vitrine pictures`: reads what products look like, for a catalog that another process writes."""

import typer

from services.recommender.cli.eyes import own_eyes
from services.recommender.cli.feed_options import (
    Categories,
    Currency,
    FeedPath,
    FormatOf,
    RejectsFile,
    Shop,
)
from services.recommender.cli.picture_options import (
    DEFAULT_MODELS,
    DEFAULT_READINGS,
    AllowHosts,
    Images,
    Models,
    OnDevice,
    PoseUrl,
    ReadingsFile,
    need_pictures,
)
from services.recommender.cli.progress import progress
from services.recommender.cli.rejects import tell_rejects
from services.recommender.cli.screen import tell, told
from services.recommender.cli.summary import looked
from services.recommender.feeds.file import FeedFile
from services.recommender.pictures.feed_pictures import PicturesReport, read_pictures

app = typer.Typer(no_args_is_help=True, help="Read the pictures of a feed, for an import that opens none.")


@app.command()
def read(
    feed: FeedPath,
    readings: ReadingsFile = DEFAULT_READINGS,
    format_: FormatOf = None,
    categories: Categories = None,
    currency: Currency = "",
    shop: Shop = "",
    images: Images = None,
    allow_hosts: AllowHosts = None,
    models: Models = DEFAULT_MODELS,
    device: OnDevice = "auto",
    pose_url: PoseUrl = "",
    rejects: RejectsFile = None,
) -> None:
    """Look at the pictures of a feed, and keep what is seen for `vitrine catalog import --readings`.

    A picture that is as it was is not looked at again. Products that the feed does not name any more go
    from the file at the end. A run that was interrupted goes on where it was.
    """
    file = readings or DEFAULT_READINGS
    with told("Not all was read."):
        folder = images or feed.parent / "images"
        need_pictures(folder, allow_hosts or [])
        eyes = own_eyes(folder, allow_hosts or [], models, device, pose_url)
        with progress(feed.name) as on_progress:
            named = FeedFile(feed, format_, categories, currency, shop)
            report = read_pictures(named, file, eyes, on_progress=on_progress)
    tell_rejects(report.rejects, rejects)
    tell([*_lines(report), f"{file} has {report.pictures} pictures, read by {eyes.model}"])


def _lines(report: PicturesReport) -> list[str]:
    lines = looked(report)
    if report.resumed:
        lines.append(f"{report.resumed} were read already, by a run that was interrupted")
    if report.rejects:
        lines.append(f"{len(report.rejects)} products have no picture that can be used")
    if report.bad_rows:
        lines.append(f"{len(report.bad_rows)} rows are bad for other reasons, which the import tells")
    if report.removed:
        lines.append(f"{report.removed} that the feed does not name are removed")
    return lines
