"""The command line: thin. Each command lives in a module of its own, imported only when it is called."""

from __future__ import annotations

import importlib
from typing import Any, ClassVar, TypeVar

import click
from click.shell_completion import CompletionItem

from cppcc_kg import __version__
from cppcc_kg.cli.speech import click_speaks, complain, language, translated
from cppcc_kg.errors import CppccKgError

AnyCommand = TypeVar("AnyCommand", bound=click.Command)


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports one only to run or describe it.

    rdflib, networkx and pyvis together take a second to import, and ``--help`` needs none of them.
    """

    #: command name -> (module that defines ``command``, one-line help shown in the list). A module that is imported
    #: becomes a name of this one, so none may be called as a builtin.
    COMMANDS: ClassVar[dict[str, tuple[str, str]]] = {
        "build": ("cppcc_kg.cli.build", "Read texts and write graph.ttl, graph.html and report.json."),
        "remove": ("cppcc_kg.cli.remove", "Take documents out of a build."),
        "query": ("cppcc_kg.cli.query", "Ask the graph in SPARQL, or by the name of a ready query."),
        "serve": ("cppcc_kg.cli.serve", "Serve the graph on this machine: a SPARQL endpoint and pages to explore it."),
        "similar": ("cppcc_kg.cli.similar", "Who else does this, why we think so, and how it differs."),
        "show": ("cppcc_kg.cli.show", "All facts and figures of a thing, with their sentences."),
        "list": ("cppcc_kg.cli.listing", "The things of a class, by district and theme."),
        "compare": ("cppcc_kg.cli.compare", "Districts side by side, theme by theme."),
        "matrix": ("cppcc_kg.cli.matrix", "District by theme: how much the texts tell."),
        "measures": ("cppcc_kg.cli.measures", "Stated figures, with unit, bounds and period."),
        "path": ("cppcc_kg.cli.path", "How two things hang together, step by step."),
        "stats": ("cppcc_kg.cli.stats", "The shape of the network, in words."),
        "report": ("cppcc_kg.cli.report", "A comparison of the districts in Chinese, as HTML or Markdown."),
        "export": ("cppcc_kg.cli.export", "Write the graph for other tools: JSON-LD, TriG, GraphML, Neo4j, Excel …"),
        "validate": ("cppcc_kg.cli.validate", "Hold a graph to the shapes of the ontology."),
        "diff": ("cppcc_kg.cli.diff", "Say in words what changed from one graph to another, and by which rule."),
        "ontology": ("cppcc_kg.cli.ontology", "Write the ontology as one offline page."),
        "html": ("cppcc_kg.cli.html", "Write the network page of a graph, or of a part of it."),
        "evaluate": ("cppcc_kg.cli.evaluate", "Score a built graph against hand-labelled gold."),
        "quality": ("cppcc_kg.cli.quality", "Measure the rules on all labelled texts and write docs/quality.md."),
        "entities": ("cppcc_kg.cli.entities", "Propose entities that might be one, for a ledger of decisions."),
        "rules": ("cppcc_kg.cli.rules", "List, test and lint the rules, and see how far they reach."),
        "explain": ("cppcc_kg.cli.explain", "Say which rules read a text, which lost, and why one did not fire."),
        "doctor": ("cppcc_kg.cli.doctor", "Say what is installed, what is missing, and what each is for."),
    }

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.COMMANDS:
            return None
        command = importlib.import_module(self.COMMANDS[cmd_name][0]).command
        assert isinstance(command, click.Command)
        return _in_language(command)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        with click_speaks():
            return click.Group.main(_in_language(self), *args, **kwargs)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(translated("Commands")):
            formatter.write_dl([(name, translated(text)) for name, (_, text) in self.COMMANDS.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        # click's own would import every command to ask for its help, at each press of Tab.
        names = [
            CompletionItem(name, help=translated(text))
            for name, (_, text) in self.COMMANDS.items()
            if name.startswith(incomplete)
        ]
        return [*names, *click.Command.shell_complete(self, ctx, incomplete)]

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except CppccKgError as error:
            complain(error)
            ctx.exit(error.exit_code)


def _in_language(command: AnyCommand) -> AnyCommand:
    if language() == "en":
        return command
    # Imports what lays out text by columns, which English can do without.
    from cppcc_kg.cli.helping import in_language

    return in_language(command)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="cppcc-kg")
def main() -> None:
    """Turn reports of county-level CPPCC committees (区县政协) into a knowledge graph.

    \b
    cppcc-kg build
    cppcc-kg query --named frequencies
    cppcc-kg similar 委员工作站
    """
