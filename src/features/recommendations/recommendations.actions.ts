// Sending a published proposal to an authority, and the authority's answer, which never moves.
import { recordActivity } from '../../db/activity';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { Conflict, Forbidden, InvalidInput, NotFound } from '../../errors';
import type { Person } from '../../web/request';
import { factsOf, hackathonById, holdPhases } from '../hackathons/hackathons.queries';
import { requireOrganiser, requireRight } from '../hackathons/hackathons.rights';
import { notify } from '../notices/notices.actions';
import { publishedProposal } from '../results/results.rights';
import { submissionById } from '../submissions/submissions.queries';
import { teamById } from '../teams/teams.queries';
import { tellTeam } from '../teams/teams.told.actions';
import { ANSWER_DAYS, type AnswerInput, type SendInput } from './recommendations.input';
import {
  findAuthority,
  insertRecommendation,
  recommendationById,
  sentBefore,
  writeAnswer,
} from './recommendations.queries';
import type { RecommendationRow } from './recommendations.tables';

const DAY = 86_400_000;

export async function sendRecommendation(
  deps: Deps,
  person: Person,
  submissionId: string,
  input: SendInput,
): Promise<{ id: string }> {
  return deps.db.transaction(async (trx) => {
    const { hackathon, entry } = await publishedProposal(trx, submissionId);
    await holdPhases(trx, hackathon.id);
    const facts = await factsOf(trx, deps.clock, hackathon, person.id);
    requireOrganiser(hackathon, facts.roles);
    requireRight(facts, 'sendRecommendation');
    const authority = await findAuthority(trx, hackathon.id, input.authority);
    if (!authority) throw new InvalidInput({ authority: { key: 'recommendations.fault.authority' } });
    const id = await insertRecommendation(trx, {
      hackathon_id: hackathon.id,
      submission_id: submissionId,
      version_id: entry.version_id,
      authority_id: authority.id,
      authority_name: authority.organisation ?? authority.display_name,
      letter: input.letter ?? '',
      sent_by: person.id,
      sent_at: facts.now,
      answer_by: new Date(facts.now.getTime() + (input.answer_by ?? ANSWER_DAYS) * DAY),
    });
    if (id === undefined) {
      const { id: known } = await sentBefore(trx, submissionId, authority.id);
      throw new Conflict('recommendations.refused.sent', { id: known });
    }
    await log(trx, { person, at: facts.now, act: 'sendRecommendation', id, hackathonId: hackathon.id });
    const asked = {
      personId: authority.id,
      kind: 'recommendationAsked' as const,
      params: { team: entry.team_name, hackathon: hackathon.title },
      href: `/recommendations/${id}`,
      hackathonId: hackathon.id,
    };
    await notify(deps, trx, authority.id === person.id ? [] : [asked]);
    return { id };
  });
}

export async function answerRecommendation(
  deps: Deps,
  person: Person,
  id: string,
  input: AnswerInput,
): Promise<RecommendationRow> {
  return deps.db.transaction(async (trx) => {
    const asked = await recommendationById(trx, id);
    const hackathon = asked && (await hackathonById(trx, asked.hackathon_id));
    if (!asked || !hackathon) throw new NotFound();
    await holdPhases(trx, hackathon.id);
    const facts = await factsOf(trx, deps.clock, hackathon, person.id);
    if (asked.authority_id !== person.id) throw new Forbidden('recommendations.refused.asked');
    requireRight(facts, 'answerRecommendation');
    const written = await writeAnswer(trx, id, { ...input, by: person.id, at: facts.now });
    const now = (await recommendationById(trx, id))!;
    if (!written) {
      throw new Conflict('recommendations.refused.answered', {
        decision: now.decision,
        reason: now.reason,
        answeredAt: now.answered_at?.toISOString(),
      });
    }
    const details = { decision: input.decision };
    await log(trx, {
      person,
      at: facts.now,
      act: 'answerRecommendation',
      id,
      hackathonId: hackathon.id,
      details,
    });
    const submission = await submissionById(trx, asked.submission_id);
    const team = submission && (await teamById(trx, submission.team_id));
    if (team)
      await tellTeam(deps, trx, team, {
        kind: 'recommendationAnswered',
        but: person.id,
        others: [asked.sent_by],
        params: { authority: asked.authority_name },
        href: `/recommendations/${id}`,
      });
    return now;
  });
}

async function log(
  trx: Db,
  given: {
    person: Person;
    at: Date;
    act: string;
    id: string;
    hackathonId: string;
    details?: Record<string, string>;
  },
): Promise<void> {
  await recordActivity(trx, {
    at: given.at,
    personId: given.person.id,
    act: given.act,
    subject: { kind: 'recommendation', id: given.id },
    hackathonId: given.hackathonId,
    ...(given.details ? { details: given.details } : {}),
  });
}
