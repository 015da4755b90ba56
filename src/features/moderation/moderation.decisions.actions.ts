// Deciding about a report, objecting once, and hearing the objection. Both sides are told; nobody learns who
// reported.
import { recordActivity } from '../../db/activity';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { Conflict, Forbidden, InvalidInput, NotFound } from '../../errors';
import { newId } from '../../ids';
import type { Person } from '../../web/request';
import { hackathonById } from '../hackathons/hackathons.queries';
import { notify } from '../notices/notices.actions';
import type { DecisionInput, OutcomeInput } from './moderation.input';
import { endMutesOfCase, insertMute } from './moderation.mutes.queries';
import { forgetIfErased } from './moderation.people.queries';
import { decidersOf, hearersOf, mutedUntil, mutes, type Standing, withdraws } from './moderation.policy';
import {
  authorsOf,
  caseById,
  lockCase,
  reportById,
  reportersOf,
  staffOf,
  writeDecision,
  writeObjection,
  writeOutcome,
} from './moderation.queries';
import type { CaseRow, Reportable } from './moderation.tables';

type Reportables = readonly Reportable[];

export async function standingOf(db: Db, about: CaseRow): Promise<Standing> {
  return {
    ...(await staffOf(db, about.hackathon_id)),
    authors: await authorsOf(db, about.id),
    reporters: (await reportersOf(db, about.id)).map((one) => one.reporter_id),
  };
}

/** Any report of a case names the case. */
async function caseOfReport(db: Db, reportId: string): Promise<CaseRow> {
  const known = await reportById(db, reportId);
  const about = known && (await caseById(db, known.case_id));
  if (!about) throw new NotFound();
  return about;
}

/** For its staff a case exists; for everybody else it does not. */
async function findForStaff(deps: Deps, person: Pick<Person, 'id'>, reportId: string): Promise<CaseRow> {
  const about = await caseOfReport(deps.db, reportId);
  const { moderators, organisers } = await staffOf(deps.db, about.hackathon_id);
  if (!moderators.includes(person.id) && !organisers.includes(person.id)) throw new NotFound();
  return about;
}

/** What is true now, for whoever came second. */
function decided(about: CaseRow): Conflict {
  const { decision, rule, reason, outcome } = about;
  return new Conflict(outcome ? 'moderation.refused.heard' : 'moderation.refused.decided', {
    decision,
    rule,
    reason,
    ...(outcome ? { outcome } : {}),
  });
}

function requireApart(standing: Standing, person: Pick<Person, 'id'>): void {
  if (standing.authors.includes(person.id)) throw new Forbidden('moderation.refused.own');
  if (standing.reporters.includes(person.id)) throw new Forbidden('moderation.refused.reporter');
}

/** A case, and the hackathon in whose queue it stands. */
interface Placed {
  about: CaseRow;
  slug: string;
}

const placed = async (trx: Db, about: CaseRow): Promise<Placed> => ({
  about,
  slug: (await hackathonById(trx, about.hackathon_id))!.slug,
});

/** Runs `act` with the case held, for staff who neither wrote the thing nor reported it. */
async function withCase<T>(
  deps: Deps,
  person: Pick<Person, 'id'>,
  reportId: string,
  act: (trx: Db, about: CaseRow, standing: Standing) => Promise<T>,
): Promise<T> {
  const found = await findForStaff(deps, person, reportId);
  return deps.db.transaction(async (trx) => {
    const about = (await lockCase(trx, found.id))!;
    const standing = await standingOf(trx, about);
    requireApart(standing, person);
    return act(trx, about, standing);
  });
}

/** One decision, once, by somebody who neither wrote the thing nor reported it. */
export async function decide(
  deps: Deps,
  reportables: Reportables,
  person: Person,
  reportId: string,
  input: DecisionInput,
): Promise<Placed> {
  return withCase(deps, person, reportId, async (trx, about, standing) => {
    const deciders = decidersOf(standing);
    if (!deciders.ids.includes(person.id)) throw new Forbidden('moderation.refused.moderators');
    if (about.decided_at) throw decided(about);
    const reportable = reportables.find((one) => one.kind === about.kind);
    if (withdraws(input.decision) && !reportable?.withdraw)
      throw new InvalidInput({ decision: { key: 'moderation.fields.cannotWithdraw' } });
    const [author, ...others] = standing.authors;
    if (mutes(input.decision) && (author === undefined || others.length > 0))
      throw new InvalidInput({ decision: { key: 'moderation.fields.cannotMute' } });
    const hand = { id: person.id, display_name: person.display_name, role: deciders.role };
    const kept = withdraws(input.decision)
      ? ((await reportable?.withdraw?.(deps, trx, about.thing_id, hand)) ?? null)
      : null;
    const at = await deps.clock.now(trx);
    await writeDecision(trx, about.id, { ...input, by: person.id, at, kept });
    if (mutes(input.decision))
      await insertMute(trx, {
        id: newId(),
        hackathon_id: about.hackathon_id,
        person_id: author!,
        case_id: about.id,
        since: at,
        until: mutedUntil(input.mute_for, at),
      });
    await recordActivity(trx, {
      at,
      personId: person.id,
      act: 'decideReport',
      subject: { kind: 'moderation_case', id: about.id },
      hackathonId: about.hackathon_id,
      details: { decision: input.decision, rule: input.rule },
    });
    const now = (await caseById(trx, about.id))!;
    await tellBoth(deps, trx, now, standing, 'Decided', !reportable?.withdraw);
    await forgetIfErased(trx, about.id);
    return placed(trx, now);
  });
}

/**
 * Reporters read what was decided. Authors are told when something changed for them: that somebody reported
 * them without cause would only make them look for who it was. What only its authors can change is told always.
 */
async function tellBoth(
  deps: Deps,
  trx: Db,
  about: CaseRow,
  standing: Standing,
  what: 'Decided' | 'Heard',
  always = false,
): Promise<void> {
  const kind = { key: `moderation.kinds.${about.kind}` };
  const rest = { hackathonId: about.hackathon_id };
  const reporters = (await reportersOf(trx, about.id)).map((one) => ({
    ...rest,
    personId: one.reporter_id,
    kind: `report${what}` as const,
    params: { kind, decision: { key: `moderation.told.${about.outcome ?? about.decision}` } },
    href: `/reports/${one.id}`,
  }));
  const told = about.decision !== 'nothing' || always ? standing.authors : [];
  const authors = told.map((personId) => ({
    ...rest,
    personId,
    kind: `own${what}` as const,
    params: { kind, decision: { key: `moderation.told.${about.outcome ?? about.decision}` } },
    href: `/reports/${about.id}/decision`,
  }));
  await notify(deps, trx, [...reporters, ...authors]);
}

/** A decision for those it is about. NotFound for everybody else and where nothing was decided against them. */
export async function ownDecision(
  deps: Deps,
  person: Pick<Person, 'id'>,
  reportId: string,
): Promise<CaseRow> {
  const about = await caseOfReport(deps.db, reportId);
  if (!about.decided_at || !(await authorsOf(deps.db, about.id)).includes(person.id)) throw new NotFound();
  return about;
}

/** Once: somebody else than who decided then confirms or reverses. */
export async function object(deps: Deps, person: Person, reportId: string, reason: string): Promise<CaseRow> {
  const found = await ownDecision(deps, person, reportId);
  return deps.db.transaction(async (trx) => {
    const about = (await lockCase(trx, found.id))!;
    if (about.decision === 'nothing') throw new Forbidden('moderation.refused.nothingToObject');
    if (about.objected_at)
      throw new Conflict('moderation.refused.objected', {
        objection: about.objection,
        outcome: about.outcome,
      });
    const at = await deps.clock.now(trx);
    await writeObjection(trx, about.id, { objection: reason, by: person.id, at });
    await recordActivity(trx, {
      at,
      personId: person.id,
      act: 'objectToDecision',
      subject: { kind: 'moderation_case', id: about.id },
      hackathonId: about.hackathon_id,
    });
    const { slug } = (await hackathonById(trx, about.hackathon_id))!;
    const hearers = hearersOf(await standingOf(trx, about), about.decided_by);
    const notices = hearers.map((personId) => ({
      personId,
      kind: 'objectionCame' as const,
      params: {},
      href: `/hackathons/${slug}/reports#case-${about.id}`,
      hackathonId: about.hackathon_id,
    }));
    await notify(deps, trx, notices);
    return (await caseById(trx, about.id))!;
  });
}

/** Reversing gives the words back and ends the mute. */
export async function hearObjection(
  deps: Deps,
  reportables: Reportables,
  person: Person,
  reportId: string,
  input: OutcomeInput,
): Promise<Placed> {
  return withCase(deps, person, reportId, async (trx, about, standing) => {
    if (about.decided_by === person.id) throw new Forbidden('moderation.refused.decidedIt');
    if (!hearersOf(standing, about.decided_by).includes(person.id))
      throw new Forbidden('moderation.refused.moderators');
    if (!about.objected_at) throw new Conflict('moderation.refused.noObjection', { objection: null });
    if (about.outcome_at) throw decided(about);
    const at = await deps.clock.now(trx);
    await writeOutcome(trx, about.id, { ...input, by: person.id, at });
    if (input.outcome === 'reversed') {
      const role = standing.moderators.includes(person.id) ? ('moderator' as const) : ('organiser' as const);
      const hand = { id: person.id, display_name: person.display_name, role };
      const reportable = reportables.find((one) => one.kind === about.kind);
      if (about.kept) await reportable?.restore?.(deps, trx, about.thing_id, about.kept, hand);
      await endMutesOfCase(trx, about.id, { by: person.id, at });
    }
    await recordActivity(trx, {
      at,
      personId: person.id,
      act: 'hearObjection',
      subject: { kind: 'moderation_case', id: about.id },
      hackathonId: about.hackathon_id,
      details: { outcome: input.outcome },
    });
    const now = (await caseById(trx, about.id))!;
    await tellBoth(deps, trx, now, standing, 'Heard');
    return placed(trx, now);
  });
}
