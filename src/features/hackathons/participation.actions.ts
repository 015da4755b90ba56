// Joining a hackathon. The age question is answered and forgotten: only the outcome is stored, and nothing
// of people under 18. Outside the bounds, or unsure, an organiser decides.
import { recordActivity } from '../../db/activity';
import type { Deps } from '../../deps';
import { Conflict, Forbidden, NotFound } from '../../errors';
import { newId } from '../../ids';
import type { Person } from '../../web/request';
import { notify } from '../notices/notices.actions';
import { holdAsOrganiser } from './hackathons.actions';
import { factsOf, grantRole, hackathonBySlug, holdPerson, holdPhases, rolesOf } from './hackathons.queries';
import { requireRight, requireVisible } from './hackathons.rights';
import type { HackathonRow } from './hackathons.tables';
import { requireCompatible } from './invitations.actions';
import { decideQuestion, insertQuestion, lastQuestionOf, lockQuestion } from './participation.queries';

export type Age = 'within' | 'under-18' | 'below' | 'above' | 'unsure';
/** `tooYoung` left no trace. */
export type Outcome = 'joined' | 'already' | 'asked' | 'tooYoung';

export async function joinHackathon(
  deps: Deps,
  person: Person,
  slug: string,
  age: Age,
): Promise<{ hackathon: HackathonRow; outcome: Outcome }> {
  return deps.db.transaction(async (trx) => {
    const hackathon = await hackathonBySlug(trx, slug);
    requireVisible(hackathon, hackathon ? await rolesOf(trx, hackathon.id, person.id) : []);
    if (age === 'under-18') return { hackathon, outcome: 'tooYoung' };
    await holdPhases(trx, hackathon.id);
    await holdPerson(trx, person.id);
    const facts = await factsOf(trx, deps.clock, hackathon, person.id);
    if (facts.roles.includes('participant')) return { hackathon, outcome: 'already' };
    requireCompatible('participant', facts.roles);
    requireRight(facts, 'joinHackathon');
    const asked = await lastQuestionOf(trx, hackathon.id, person.id);
    if (asked?.decision === 'declined') throw new Forbidden('hackathons.refused.declined');
    if (asked && asked.decided_at === null) return { hackathon, outcome: 'asked' };
    const within = age === 'within';
    if (within) {
      await grantRole(trx, {
        hackathonId: hackathon.id,
        personId: person.id,
        role: 'participant',
        grantedBy: person.id,
        at: facts.now,
      });
    } else {
      await insertQuestion(trx, {
        id: newId(),
        hackathon_id: hackathon.id,
        person_id: person.id,
        outcome: age === 'unsure' ? 'unsure' : 'outside',
        asked_at: facts.now,
      });
    }
    await recordActivity(trx, {
      at: facts.now,
      personId: person.id,
      act: within ? 'joinHackathon' : 'askToJoin',
      subject: { kind: 'hackathon', id: hackathon.id },
      hackathonId: hackathon.id,
    });
    return { hackathon, outcome: within ? 'joined' : 'asked' };
  });
}

/** The first decision counts; the same one again is harmless. */
export async function decideParticipation(
  deps: Deps,
  person: Person,
  slug: string,
  questionId: string,
  decision: 'welcome' | 'declined',
): Promise<void> {
  await deps.db.transaction(async (trx) => {
    const hackathon = await holdAsOrganiser(trx, person, slug);
    const question = await lockQuestion(trx, hackathon.id, questionId);
    if (!question) throw new NotFound();
    if (question.decision === decision) return;
    if (question.decision !== null)
      throw new Conflict('hackathons.refused.decided', { decision: question.decision });
    const now = await deps.clock.now(trx);
    if (decision === 'welcome') {
      await holdPerson(trx, question.person_id);
      requireCompatible('participant', await rolesOf(trx, hackathon.id, question.person_id));
      await grantRole(trx, {
        hackathonId: hackathon.id,
        personId: question.person_id,
        role: 'participant',
        grantedBy: person.id,
        at: now,
      });
    }
    await decideQuestion(trx, question.id, { decision, by: person.id, at: now });
    await recordActivity(trx, {
      at: now,
      personId: person.id,
      act: 'decideParticipation',
      subject: { kind: 'participation_question', id: question.id },
      hackathonId: hackathon.id,
      details: { decision },
    });
    await notify(deps, trx, [
      {
        personId: question.person_id,
        kind: decision === 'welcome' ? 'welcomed' : 'declined',
        params: { hackathon: hackathon.title },
        href: `/hackathons/${hackathon.slug}`,
        hackathonId: hackathon.id,
      },
    ]);
  });
}
