"""Builds the web application from a runtime."""

from __future__ import annotations

from flask import Flask

from tracker import resources
from tracker.bootstrap import Runtime
from tracker.web import access, context, errors, presentation, routing, security, signed_in, translation, written
from tracker.web.api import views as interface
from tracker.web.views import BLUEPRINTS

FORM_BYTES = 1024 * 1024
"""How large a form without a file may be."""


def create_app(runtime: Runtime) -> Flask:
    """The application that serves `runtime`.

    Raises `SettingsError` when there is no secret key outside a demonstration.
    """
    app = Flask("tracker.web", template_folder=str(resources.TEMPLATES), static_folder=str(resources.STATIC))
    app.extensions[context.EXTENSION] = runtime
    app.config["MAX_CONTENT_LENGTH"] = runtime.settings.imports.limit_megabytes * 1024 * 1024 + FORM_BYTES
    app.config["MAX_FORM_MEMORY_SIZE"] = FORM_BYTES
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    routing.install(app)
    translation.install(app)
    written.install(app)
    presentation.install(app)
    errors.install(app)
    # The order counts: who asks is known before the form token is checked, so that an error page can greet the visitor.
    signed_in.install(app)
    app.before_request(translation.speak)
    app.before_request(access.guard)
    security.install(app, runtime)
    access.AUDIENCES.setdefault(app.view_functions["static"], access.Audience(None))
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.register_blueprint(interface.blueprint)
    return app
