"""The pages, a blueprint a subject. Views are thin: they parse, call one service or query, and render."""

from tracker.web.views.account import blueprint as account
from tracker.web.views.agreements import blueprint as agreements
from tracker.web.views.committees import blueprint as committees
from tracker.web.views.health import blueprint as health
from tracker.web.views.imports import blueprint as imports
from tracker.web.views.mailbox import blueprint as mailbox
from tracker.web.views.operation import blueprint as operation
from tracker.web.views.overdue import blueprint as overdue
from tracker.web.views.overview import blueprint as overview
from tracker.web.views.tasks import blueprint as tasks

BLUEPRINTS = (account, agreements, committees, health, imports, mailbox, operation, overdue, overview, tasks)
