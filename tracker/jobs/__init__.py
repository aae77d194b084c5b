"""What happens by itself: planning, delivering, and reading what came back, ticked by APScheduler.

The scheduler only ticks. What is due stands in the tables, so a tick too many does nothing and a tick that was missed
is made up by the next one; its jobs live in memory and are registered anew at every start. Planning is done by whoever
holds the lease, delivering by every worker, each with the mails that it claimed.

The order for each mail, with a commit after each step, is: planned and queued; claimed; looked at again and marked as
being handed over; handed over; recorded. One commit may record a mail and mark the next. A process that dies anywhere
loses nothing, and doubles a mail only between handing over and recording, and then with the same bytes.
"""

from tracker.jobs.bounces import bounces_tick, read_bounces
from tracker.jobs.delivery import deliver
from tracker.jobs.planning import Planned, plan_and_queue, plan_tick
from tracker.jobs.scheduler import Handle, make_scheduler, start
from tracker.jobs.worker import Step, Worker

__all__ = [
    "Handle",
    "Planned",
    "Step",
    "Worker",
    "bounces_tick",
    "deliver",
    "make_scheduler",
    "plan_and_queue",
    "plan_tick",
    "read_bounces",
    "start",
]
