"""The nightly build as Dagster assets: ``dagster dev -f deploy/dagster/definitions.py``.

Three assets, the three steps of ``juesuan``; the lock, the journal and the rules for holding a
release back are those of the command. Folders come from the run configuration.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg

from pipeline import building
from pipeline.building import Options
from pipeline.journal import Journal
from pipeline.locking import locked
from pipeline.places import PROJECT, Output

os.environ.setdefault("DAGSTER_DISABLE_TELEMETRY", "true")


class Folders(dg.ConfigurableResource):  # type: ignore[misc]
    """Where the documents lie and where the warehouse goes."""

    source: str = str(PROJECT / "disclosures")
    output: str = str(PROJECT / "warehouse")
    accept: bool = False

    @property
    def place(self) -> Output:
        """The output folder."""
        return Output(Path(self.output))

    @contextmanager
    def step(self, context: dg.AssetExecutionContext, name: str) -> Iterator[Journal]:
        """The lock and the journal of one step; its times and memory become metadata."""
        journal = Journal(self.place, f"dagster {name}", context.log.info)
        with locked(self.place), journal.run():
            yield journal
        context.add_output_metadata(
            {"steps": dg.MetadataValue.json(journal.steps), **journal.facts}
        )


@dg.asset(group_name="juesuan", description="Documents in the raw schema; only new ones are read.")
def documents(context: dg.AssetExecutionContext, folders: Folders) -> None:
    """Step 1: ingest."""
    with folders.step(context, "ingest") as journal:
        inputs = building.look(Path(folders.source), folders.place, journal)
        building.load(inputs, folders.place, Options(), journal, lambda _done, _total: None)


@dg.asset(group_name="juesuan", deps=[documents], description="Models built, identities judged.")
def audited_build(context: dg.AssetExecutionContext, folders: Folders) -> None:
    """Step 2: dbt and great-expectations."""
    with folders.step(context, "audit") as journal:
        building.judge(folders.place, journal)


@dg.asset(group_name="juesuan", deps=[audited_build], description="The current release.")
def release(context: dg.AssetExecutionContext, folders: Folders) -> None:
    """Step 3: publish, or raise HeldBack for a person."""
    with folders.step(context, "publish") as journal:
        building.publish(folders.place, journal, Options(accept=folders.accept))


nightly = dg.define_asset_job("nightly", selection=dg.AssetSelection.groups("juesuan"))
defs = dg.Definitions(
    assets=[documents, audited_build, release],
    jobs=[nightly],
    schedules=[
        dg.ScheduleDefinition(
            job=nightly, cron_schedule="0 2 * * *", execution_timezone="Asia/Shanghai"
        )
    ],
    resources={"folders": Folders()},
)
