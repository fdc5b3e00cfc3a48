"""What became of pictures, in words."""

from services.recommender.importing.report import LookReport


def looked(report: LookReport) -> list[str]:
    """A line for each thing that happened."""
    lines = []
    if report.embedded or report.reused:
        lines.append(f"{report.embedded} pictures embedded, {report.reused} products keep their embedding")
    if report.read_before:
        lines.append(f"{report.read_before} pictures as `vitrine pictures read` has read them")
    if report.posed:
        lines.append(f"{report.posed} pictures cropped to the garment on the person who wears it")
    if report.pose_errors:
        lines.append(f"{report.pose_errors} pictures read whole because the pose service did not answer")
    return lines
