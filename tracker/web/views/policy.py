"""The reminder policy: its rules, a change looked at before it is saved, and any day's mails beforehand."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker.agreement.values import Basis, TaskKind
from tracker.danish import parse_day
from tracker.db.queries.parts import choices
from tracker.db.queries.reminders.policies import stored_rules
from tracker.domain.kinds import BASIS_WORDS, KIND_WORDS
from tracker.domain.policy import BUILT_IN, Scope
from tracker.domain.roles import Right
from tracker.errors import InputError
from tracker.services.reminders import policies
from tracker.services.reminders.policies import Change
from tracker.services.reminders.policy_effects import Effect, effect
from tracker.services.reminders.reminders import preview_day
from tracker.web import context, policy_form
from tracker.web.access import allowed
from tracker.web.forms import Form
from tracker.web.translation import gettext as _
from tracker.web.translation import ngettext

blueprint = Blueprint("policy", __name__, url_prefix="/drift")

SHOWN_DIFFERENCES = 200
FURTHEST_PREVIEW_DAYS = 366


@blueprint.get("/paamindelser/")
@allowed(Right.ADMINISTER)
def show() -> str:
    """The base, and the rules that narrow it."""
    session, base = context.reading(), context.runtime().policy
    rules = stored_rules(session)
    policy = policies.current(session, base)
    own_base = policies.scope_key(Scope())
    return render_template(
        "policy/show.html",
        base=policy_form.in_words(policy_form.effective(policy, policy.of(Scope()))),
        base_rule=next((rule for rule in rules if rule.scope == own_base), None),
        built_in=[(_scope_words(rule.scope), policy_form.in_words(rule.changes)) for rule in BUILT_IN],
        rules=[
            (rule, _scope_words(scope), policy_form.in_words(rule.changes), policy_form.scope_address(scope))
            for rule in rules
            if (scope := Scope(rule.committee_id, rule.kind, rule.basis)) != Scope()
        ],
        committees=choices.committee_choices(session),
        kinds=[(each.value, _(KIND_WORDS[each])) for each in TaskKind],
        bases=[(each.value, _(BASIS_WORDS[each])) for each in Basis],
        empty_form=Form(),
    )


@blueprint.get("/paamindelser/regel")
@allowed(Right.ADMINISTER)
def rule() -> str:
    """The form of a rule, with what it sets, or empty for a new one."""
    scope = policy_form.parse_scope(request.args)
    return _rule_page(scope, policy_form.shown(_standing(scope)))


@blueprint.post("/paamindelser/regel")
@allowed(Right.ADMINISTER)
def change_rule() -> Response:
    """Shows what a change would do; with «save», or for taking a rule away, it is made."""
    scope = policy_form.parse_scope(request.form)
    form = Form.sent(request.form)
    takes_away = form.value("step") in {"remove", "look-remove"}
    change = Change(scope, {}) if takes_away else policy_form.parse_change(form, scope)
    if form.is_valid:
        try:
            policies.check(change)
            if form.value("step") in {"save", "remove"}:
                return _saved(change)
            return Response(_rule_page(scope, form, _effect(change), takes_away=takes_away), mimetype="text/html")
        except InputError as error:
            form.refuse(error, otherwise="lead_days")
            if error.field == "ladder":
                form.errors[policy_form.RUNGS[0]] = form.errors.pop("ladder")
    return Response(_rule_page(scope, form), 422, mimetype="text/html")


@blueprint.get("/forhaandsvisning")
@allowed(Right.ADMINISTER)
def preview() -> str:
    """Who gets which mail on a day, and why."""
    runtime = context.runtime()
    typed = request.args.get("dag", "")
    day = parse_day(typed) if typed else runtime.today()
    form = Form({"dag": typed or runtime.today().isoformat()})
    if day is None:
        form.errors["dag"] = _("Skriv datoen som dag-måned-år med hele årstallet, for eksempel 31-05-2019.")
    elif (day - runtime.today()).days > FURTHEST_PREVIEW_DAYS:
        form.errors["dag"] = _("Vælg en dag inden for det næste år.")
        day = None
    found = None
    if day is not None:
        found = preview_day(context.reading(), runtime.policy, day, now=runtime.now(), zone=runtime.zone)
    return render_template("policy/preview.html", form=form, day=day, found=found)


def _saved(change: Change) -> Response:
    runtime = context.runtime()
    with context.writing() as session:
        ended = policies.save(
            session, runtime.policy, change, actor=context.visitor().actor, now=runtime.now(), zone=runtime.zone
        )
    flash(_("Påmindelsespolitikken er gemt.") if change.changes else _("Reglen er fjernet."), "success")
    if ended:
        said = ngettext(
            "%(num)s påmindelse, der ventede på at blive sendt, er bortfaldet.",
            "%(num)s påmindelser, der ventede på at blive sendt, er bortfaldet.",
            ended,
        )
        flash(said % {"num": ended}, "info")
    return redirect(url_for("policy.show"))


def _effect(change: Change) -> Effect:
    runtime = context.runtime()
    return effect(context.reading(), runtime.policy, change, now=runtime.now(), zone=runtime.zone)


def _standing(scope: Scope) -> dict[str, object]:
    key = policies.scope_key(scope)
    return next((rule.changes for rule in stored_rules(context.reading()) if rule.scope == key), {})


def _rule_page(scope: Scope, form: Form, found: Effect | None = None, *, takes_away: bool = False) -> str:
    policy = policies.current(context.reading(), context.runtime().policy)
    inherited = policy_form.effective(policy, policy.inherited(scope))
    return render_template(
        "policy/rule.html",
        scope=policy_form.scope_address(scope),
        is_base=scope == Scope(),
        scope_words=_scope_words(scope),
        form=form,
        effect=found,
        takes_away=takes_away,
        stands=bool(_standing(scope)),
        inherited=policy_form.by_field(inherited),
        rungs=policy_form.RUNGS,
        shown=SHOWN_DIFFERENCES,
    )


def _scope_words(scope: Scope) -> str:
    """«Kulturudvalget, forelæggelse, budgetår», or what stands for nothing at all."""
    parts = []
    if scope.committee is not None:
        names = dict(choices.committee_choices(context.reading()))
        parts.append(names.get(scope.committee, _("et udvalg, der ikke findes")))
    if scope.kind is not None:
        parts.append(_(KIND_WORDS[scope.kind]).lower() if parts else _(KIND_WORDS[scope.kind]))
    if scope.basis is not None:
        parts.append(_(BASIS_WORDS[scope.basis]).lower() if parts else _(BASIS_WORDS[scope.basis]))
    return ", ".join(parts) or _("Alle opgaver")
