"""What the scripts of the pages say."""

from __future__ import annotations

from docgen.model.tongue import say


def sentences() -> dict[str, str]:
    """Return the sentences by the names that the scripts know."""
    return {
        "saved": say("Saved"),
        "saving": say("Saving ..."),
        "waiting": say("Not saved yet: the program does not answer. What you typed is kept in "
                       "this browser and saved as soon as it answers."),
        "closed": say("The program was started anew: open the address that it shows. What you "
                      "typed is kept in this browser."),
        "failed": say("Not saved:"),
        "kept": say("What you typed is kept in this browser; it is tried again."),
        "changed": say("Changed on the disk:"),
        "both": say("Changed here and on the disk. Which one shall stand?"),
        "mine": say("Mine"),
        "theirs": say("The one on the disk"),
        "reload": say("Entries were added or taken out on the disk."),
        "again": say("Show the page anew"),
        "undone": say("Taken back:"),
        "remove": say("Take this entry out?"),
        "restored": say("What you had typed before is here again."),
        "silent": say("The program does not answer."),
        "working": say("One moment ..."),
    }  # fmt: skip
