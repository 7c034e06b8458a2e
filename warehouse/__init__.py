"""The warehouse: its schema, how a candidate is built and published, how the published version is read."""


class WarehouseError(Exception):
    """A problem with the files of the warehouse; the message is one line for the user."""


class WarehouseBusy(WarehouseError):  # noqa: N818 - not an error, only a state
    """Another run is using the warehouse."""


class OtherSchema(WarehouseError):  # noqa: N818 - not an error, only a state
    """The published version was written by a newsledger with another schema."""


class QueryError(Exception):
    """A query that cannot be answered; the message is one line for the user."""
