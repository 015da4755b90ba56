// Shows the proposal: to team and advisers the draft, to jurors and organisers the last hand-in.
import type { Request, Response } from 'express';
import { LEFT } from '../../db/personal-data';
import type { Deps } from '../../deps';
import { queryText, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import { challengeById } from '../challenges/challenges.queries';
import { citedCards } from '../inquiry/inquiry.actions';
import { teamFacts } from '../teams/teams.queries';
import { feedbackOf, subjectsOf } from './submissions.feedback.queries';
import { filesOf } from './submissions.files.queries';
import { lastVersion, sectionsOf, submissionOfTeam, versionsOf } from './submissions.queries';
import { type Begun, readerOfTeam } from './submissions.rights';
import { SECTIONS, type VersionRow } from './submissions.tables';
import { citedIn, draftJson, draftView, handedInJson } from './submissions.view';

/** The reader, with a proposal to read: for the team and its advisers it begins now if need be. */
export async function begun(deps: Deps, teamId: string, personId: string): Promise<Begun> {
  const reader = await readerOfTeam(deps.db, teamId, personId);
  const submission = reader.submission ?? (await submissionOfTeam(deps.db, deps.clock, reader.team));
  return { ...reader, submission };
}

async function contentOf(deps: Deps, reader: Begun) {
  const { db } = deps;
  const { id } = reader.submission;
  const [sections, feedback, files, versions] = await Promise.all([
    sectionsOf(db, id),
    feedbackOf(db, id),
    filesOf(db, id),
    versionsOf(db, id),
  ]);
  return { sections, feedback, files, versions };
}

export async function submissionJson(deps: Deps, teamId: string, personId: string) {
  const reader = await begun(deps, teamId, personId);
  if (reader.handedIn) return handedInJson(reader.handedIn);
  return draftJson({ id: reader.submission.id, ...(await contentOf(deps, reader)) });
}

/** `answering`: the advice whose answer was refused. */
export async function showSubmission(
  deps: Deps,
  req: Request,
  res: Response,
  given: { teamId: string; answering?: string },
): Promise<void> {
  const person = requirePerson(req);
  const reader = await begun(deps, given.teamId, person.id);
  if (reader.handedIn) return showVersion(deps, req, res, reader, reader.handedIn);
  const content = await contentOf(deps, reader);
  const view = draftView({
    ...content,
    reader,
    subjects: await subjectsOf(
      deps.db,
      reader.hackathon.id,
      content.feedback.map((item) => item.by_id),
    ),
    cards: await citedCards(
      deps.db,
      reader.hackathon.id,
      content.sections.map((row) => row.text),
    ),
    last: await lastVersion(deps.db, reader.submission.id),
    asked: queryText(req, 'part'),
    form: req.form,
    answering: given.answering,
    facts: await teamFacts(deps.db, deps.clock, reader.hackathon, reader.team, person),
  });
  const challenge = (await challengeById(deps.db, reader.team.challenge_id))?.title ?? {};
  const locals = { ...view, challenge, languages: reader.hackathon.languages };
  await show(req, res, 'submissions/draft', locals, { hackathonId: reader.hackathon.id });
}

export async function showVersion(
  deps: Deps,
  req: Request,
  res: Response,
  reader: Begun,
  version: VersionRow,
): Promise<void> {
  const challenge = (await challengeById(deps.db, version.challenge_id))?.title ?? {};
  const own = reader.member || reader.adviser;
  const feedback = own ? await feedbackOf(deps.db, reader.submission.id) : [];
  const texts = SECTIONS.map((key) => version.sections[key].text);
  const cards = await citedCards(deps.db, reader.hackathon.id, texts);
  await show(
    req,
    res,
    'submissions/version',
    {
      version,
      challenge,
      languages: reader.hackathon.languages,
      zone: reader.hackathon.zone,
      seats: Math.max(reader.hackathon.seats_max, version.roster.members.length),
      team: { id: reader.team.id, name: version.roster.team },
      own,
      nameGone: version.names_hashed && version.roster.members.some((member) => member.display_name === LEFT),
      people: reader.names ? version.roster.members : null,
      parts: SECTIONS.map((key, index) => ({
        key,
        place: index + 1,
        text: version.sections[key].text,
        advice: feedback.filter((item) => item.section === key),
        cited: citedIn(version.sections[key].text, cards),
      })),
    },
    { hackathonId: reader.hackathon.id },
  );
}
