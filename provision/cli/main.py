"""`provision`: the table of commands, and how errors leave the program."""

import gc
import os
import sys

import click

from provision import __version__
from provision.cli.speech import LAST_RESORT, language, speak
from provision.cli.words import COMPLETING, Group, Option
from provision.i18n import msg

CYCLES_LATER = 1_000_000
COMMANDS = {
    "init": ("provision.cli.init", msg("Write a new site to edit.")),
    "doctor": ("provision.cli.doctor", msg("Tell whether the site, its servers and its keys are in order.")),
    "request": ("provision.cli.request", msg("Record letters that came in, and look at them.")),
    "check": ("provision.cli.check", msg("Check a request's data, or what was granted by it.")),
    "waive": ("provision.cli.waive", msg("Let a finding pass, with a reason and until a day.")),
    "plan": ("provision.cli.check", msg("Show what would change.")),
    "apply": ("provision.cli.apply", msg("Carry out the plan.")),
    "verify": ("provision.cli.verify", msg("Tell whether the world shows what was granted.")),
    "undo": ("provision.cli.apply", msg("Go back to how it was before a request.")),
    "fulfil": ("provision.cli.fulfil", msg("Check, plan, apply, verify and draft the letter, in turn.")),
    "letter": ("provision.cli.letter", msg("Draft reply letters.")),
    "show": ("provision.cli.show", msg("Tell all about a name, an address, a request, an agency or a zone.")),
    "adopt": ("provision.cli.adopt", msg("Take over names that were there before us.")),
    "dns": ("provision.cli.dns", msg("Check a delegation, without a request.")),
    "audit": ("provision.cli.audit", msg("Survey everything that was granted.")),
    "ledger": ("provision.cli.ledger", msg("Look at, check, copy and restore the ledger.")),
    "completion": ("provision.cli.completion", msg("Make your shell complete commands and their values.")),
    "manual": ("provision.cli.manual", msg("Write the manual pages.")),
    "sandbox": ("provision.cli.sandbox", msg("Run a command among the real servers of a miniature regency.")),
}


@click.group(
    cls=Group,
    lazy=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    help=msg(
        "Fulfil what agencies ask for by letter: check the requester's data, provision, draft the reply.\n\n"
        "Nothing is changed before you have seen the plan.\n\n"
        "\b\n"
        "Example:\n"
        "  provision init bengkalis && cd bengkalis\n"
        "  provision request new subdomain\n"
        "  provision fulfil dinkes"
    ),
)
@click.version_option(
    __version__, message="provision %(version)s", cls=Option, help=msg("Show the version and exit.")
)
@click.pass_context
def main(ctx: click.Context) -> None:
    if ctx.obj is None:
        from provision.cli.office import CliOffice

        ctx.obj = CliOffice(ctx.meta, os.environ)


def run() -> None:
    """Run the program: every failure leaves as one sentence and the exit code of its class."""
    # A short process whose data are values: looking for cycles took a tenth of its time, at its end another.
    gc.set_threshold(CYCLES_LATER, 50, 50)
    speak(language(sys.argv[1:], os.environ) or LAST_RESORT)
    if COMPLETING in os.environ:
        from provision.cli.completion import answer

        answer(main)
        return
    try:
        code = main.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except click.Abort:
        click.echo(err=True)
        code = 1
    except BrokenPipeError:
        # The reader of our pipe left: nothing to say, and nowhere to say it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    except Exception as error:  # noqa: BLE001 - raised on where it is none of ours
        from provision.cli.failure import tell

        code = tell(error)
    gc.freeze()
    sys.exit(code if isinstance(code, int) else 0)
