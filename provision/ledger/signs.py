"""What `verify` finds, in words."""

from provision.i18n import Text, msg
from provision.model.finding import Finding, Level

SOURCE = "provision ledger"
COMPARE = msg(
    "Keep the ledger as it is, and compare it with the last backup and with the head in the last signed digest"
)
REBUILD = msg("Compare it with the last backup; the entries of the log are what counts")

WHY = {
    "LEDGER_FILE_DAMAGED": msg("The ledger's file is damaged: {said}"),
    "LEDGER_GAP": msg("Entries are missing from the log before entry {seq}"),
    "LEDGER_LINK_BROKEN": msg(
        "Entry {seq} of the log was altered after it was written: its link does not follow from its content"
    ),
    "LEDGER_BODY_ALTERED": msg(
        "The body of entry {seq} was altered after it was written: its digest differs"
    ),
    "LEDGER_BODY_MISSING": msg(
        "The body of entry {seq} is missing, and no later entry says that it was erased"
    ),
    "LEDGER_BODY_STRAY": msg("There is a body for entry {seq}, which is not in the log or was erased"),
    "LEDGER_ENTRY_UNREADABLE": msg("Entry {seq} holds something that no version of this program wrote"),
    "LEDGER_HEAD_DIFFERS": msg(
        "The log ends at entry {seq}, but the ledger's record of its end says otherwise"
    ),
    "LEDGER_PROJECTION_DIFFERS": msg(
        "The table {table} holds for {key} what the entries of the log do not say"
    ),
}


def about_entry(tag: str, seq: int) -> Finding:
    """Return what is to say about an entry of the log."""
    why = Text(WHY[tag], seq=seq)
    return Finding(tag, Level.CRITICAL, f"entry {seq}", why, Text(COMPARE), SOURCE, args={"seq": seq})


def about_file(said: str) -> Finding:
    """Return what SQLite says about its file."""
    tag = "LEDGER_FILE_DAMAGED"
    return Finding(tag, Level.CRITICAL, "ledger", Text(WHY[tag], said=said), Text(COMPARE), SOURCE)


def about_sum(table: str, key: str) -> Finding:
    """Return what is to say about a row that differs from the log."""
    tag = "LEDGER_PROJECTION_DIFFERS"
    why = Text(WHY[tag], table=table, key=key)
    return Finding(tag, Level.ERROR, key, why, Text(REBUILD), SOURCE, args={"table": table, "key": key})
