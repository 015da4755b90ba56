// Advice: an expert who advises the team writes it on a section, the team says what it did with it.
import { recordActivity } from '../../db/activity';
import { afterCommit } from '../../db/after-commit';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { NotFound } from '../../errors';
import { newId } from '../../ids';
import type { Person } from '../../web/request';
import { notify, teamNotice } from '../notices/notices.actions';
import { tellTeam } from '../teams/teams.told.actions';
import { answerFeedbackRow, feedbackById, insertFeedback } from './submissions.feedback.queries';
import { holdDraft, withDraft } from './submissions.held.actions';
import type { AnswerInput, FeedbackInput } from './submissions.input';
import { tellFeedback } from './submissions.live';
import { readersOf, sectionsOf } from './submissions.queries';

export interface Advice {
  id: string;
  teamId: string;
  submissionId: string;
  section: string;
}

export async function giveFeedback(
  deps: Deps,
  person: Person,
  submissionId: string,
  input: FeedbackInput,
): Promise<Advice> {
  return deps.db.transaction((trx) => adviseIn(deps, trx, person, submissionId, input));
}

/** The same inside a larger act; readers hear of it once that is committed. */
export async function adviseIn(
  deps: Deps,
  trx: Db,
  person: Person,
  submissionId: string,
  input: FeedbackInput,
): Promise<Advice> {
  const wanted = { who: 'adviser', right: 'giveFeedback', writes: true } as const;
  const { facts, team, hackathon } = await holdDraft(deps, trx, person, submissionId, wanted);
  const { section, kind, body } = input;
  const sections = await sectionsOf(trx, submissionId);
  const id = newId();
  await insertFeedback(trx, {
    id,
    submission_id: submissionId,
    section,
    section_version: sections.find((row) => row.key === section)?.version ?? 0,
    kind,
    body,
    by_id: person.id,
    at: facts.now,
  });
  await recordActivity(trx, {
    at: facts.now,
    personId: person.id,
    act: 'giveFeedback',
    subject: { kind: 'feedback', id },
    hackathonId: hackathon.id,
    details: { section, kind },
  });
  await tellTeam(deps, trx, team, {
    kind: 'feedbackWritten',
    but: person.id,
    aboutId: person.id,
    params: { section: { key: `submissions.parts.${section}.name` } },
    href: `/teams/${team.id}/submission`,
    waitsForRest: true,
  });
  const readers = await readersOf(trx, team.id);
  afterCommit(trx, () => tellFeedback(deps.live, readers, { submissionId, id, section }));
  return { id, teamId: team.id, submissionId, section };
}

/** The answer can be changed as long as the proposal can. */
export async function answerFeedback(
  deps: Deps,
  person: Person,
  feedbackId: string,
  input: AnswerInput,
): Promise<Advice> {
  const item = await feedbackById(deps.db, feedbackId);
  if (!item) throw new NotFound();
  const { submission_id: submissionId, section } = item;
  const wanted = { who: 'member', right: 'answerFeedback', writes: true } as const;
  const { teamId, readers } = await withDraft(deps, person, submissionId, wanted, async (held) => {
    const { trx, facts, team } = held;
    await answerFeedbackRow(trx, feedbackId, {
      answer: input.answer,
      because: input.because === '' ? null : input.because,
      answered_by: person.id,
      answered_at: facts.now,
    });
    await recordActivity(trx, {
      at: facts.now,
      personId: person.id,
      act: 'answerFeedback',
      subject: { kind: 'feedback', id: feedbackId },
      hackathonId: held.hackathon.id,
      details: { answer: input.answer },
    });
    const href = `/teams/${team.id}/submission`;
    const told = { kind: 'feedbackAnswered', aboutId: person.id, href } as const;
    await notify(deps, trx, item.by_id === person.id ? [] : [teamNotice(team, item.by_id, told)]);
    return { teamId: team.id, readers: await readersOf(trx, team.id) };
  });
  tellFeedback(deps.live, readers, { submissionId, id: feedbackId, section });
  return { id: feedbackId, teamId, submissionId, section };
}
