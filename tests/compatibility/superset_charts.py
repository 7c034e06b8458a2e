"""Imports a bundle into a Superset of its own, and asks its charts: `python superset_charts.py BUNDLE`.

It prints a line of JSON for each line that it is given: the rows of each chart, by its name, and what comes of SQL that
reads a file of the server. Nothing of newsledger is imported.
"""

import json
import sys
import zipfile
from contextlib import redirect_stdout

FORBIDDEN = "SELECT * FROM read_text('/etc/passwd')"


def main(bundle):
    with redirect_stdout(sys.stderr):
        from superset.app import create_app

        app = create_app()
    with app.app_context():
        from flask_appbuilder import Model
        from superset.extensions import db, security_manager
        from superset.utils.core import override_user

        # `superset db upgrade` and `superset init` make the same in a minute.
        Model.metadata.create_all(db.engine)
        role = security_manager.add_role("Admin")
        for kind in ("Database", "Dataset", "Chart", "Dashboard"):
            may = security_manager.add_permission_view_menu("can_write", kind)
            security_manager.add_permission_role(role, may)
        admin = security_manager.add_user("admin", "A", "Dmin", "admin@example.com", role, "admin")
        with override_user(admin):
            take_in(bundle)
            for _ in sys.stdin:
                print(json.dumps({"charts": charts(), "forbidden": forbidden()}, default=str), flush=True)


def take_in(bundle):
    from superset.commands.dashboard.importers.dispatcher import ImportDashboardsCommand
    from superset.commands.importers.v1.utils import get_contents_from_bundle

    with zipfile.ZipFile(bundle) as opened:
        ImportDashboardsCommand(get_contents_from_bundle(opened)).run()


def charts():
    from superset.extensions import db
    from superset.models.dashboard import Dashboard

    [dashboard] = db.session.query(Dashboard)
    found = {}
    for chart in dashboard.slices:
        [answer] = chart.get_query_context().get_payload()["queries"]
        found[chart.slice_name] = answer["error"] or answer["data"]
    return found


def forbidden():
    from superset.extensions import db
    from superset.models.core import Database

    [database] = db.session.query(Database)
    try:
        return database.get_df(FORBIDDEN).to_dict("records")
    except Exception as error:  # noqa: BLE001  # the test looks at it
        return str(error)


if __name__ == "__main__":
    main(*sys.argv[1:])
