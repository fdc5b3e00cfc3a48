"""Which code made a run or a file."""

import subprocess


def git_commit() -> str:
    """The commit that is checked out in the working directory; "unknown" outside of a repository."""
    done = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else "unknown"
