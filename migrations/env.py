"""Alembic's door into the store: the shape is projected from what the rooms declare."""

from alembic import context

from minzheng_desk.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
    transactional_ddl=False,
)
context.run_migrations()
